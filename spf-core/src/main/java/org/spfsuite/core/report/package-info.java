/**
 * Verdicts and traces for people ({@link org.spfsuite.core.report.VerdictText}) and for programs
 * ({@link org.spfsuite.core.report.VerdictJson}).
 */
@NullMarked
package org.spfsuite.core.report;

import org.jspecify.annotations.NullMarked;
