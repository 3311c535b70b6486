package org.spfsuite.benchmarks.scoring;

import org.spfsuite.scoring.fact.Facts;

/**
 * A message and what it must score.
 *
 * @param facts of the message
 * @param expected its score, worked out by other means
 */
record Case(Facts facts, double expected) {}
