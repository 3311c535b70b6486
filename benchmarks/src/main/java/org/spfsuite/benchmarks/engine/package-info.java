/**
 * The engines that are compared, each asked in its own words; start at {@link
 * org.spfsuite.benchmarks.engine.Engine}.
 */
@NullMarked
package org.spfsuite.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
