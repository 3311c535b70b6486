/** What is measured and how; start at {@link org.spfsuite.benchmarks.run.BenchmarkRun}. */
@NullMarked
package org.spfsuite.benchmarks.run;

import org.jspecify.annotations.NullMarked;
