/** Figures as a page and plots; start at {@link org.spfsuite.benchmarks.report.Report}. */
@NullMarked
package org.spfsuite.benchmarks.report;

import org.jspecify.annotations.NullMarked;
