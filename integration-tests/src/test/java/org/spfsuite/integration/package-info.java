/**
 * The promises of the README, proven on real parts. The harness is in {@code james} and {@code
 * smtp}, the demo in {@code demo}.
 */
@NullMarked
package org.spfsuite.integration;

import org.jspecify.annotations.NullMarked;
