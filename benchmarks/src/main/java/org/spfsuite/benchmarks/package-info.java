/**
 * This project and Apache jSPF in the same run. {@link org.spfsuite.benchmarks.Main} runs
 * everything that a {@link org.spfsuite.benchmarks.run.Plan} says and hands the figures to the
 * report.
 */
@NullMarked
package org.spfsuite.benchmarks;

import org.jspecify.annotations.NullMarked;
