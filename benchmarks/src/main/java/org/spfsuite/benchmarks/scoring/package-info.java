/**
 * Scoring of messages whose verdicts are known; start at {@link
 * org.spfsuite.benchmarks.scoring.ScoringRun}.
 */
@NullMarked
package org.spfsuite.benchmarks.scoring;

import org.jspecify.annotations.NullMarked;
