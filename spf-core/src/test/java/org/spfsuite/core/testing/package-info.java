/**
 * What other modules use as well, shipped as the test-jar: a real DNS server on loopback for tests,
 * demo and benchmarks, and what holds for the packages of every module.
 */
@NullMarked
package org.spfsuite.core.testing;

import org.jspecify.annotations.NullMarked;
