package org.spfsuite.scoring.tuning;

/**
 * The log does not tell enough to fit points to.
 *
 * @param reason what is missing, in words
 */
public record NothingToLearn(String reason) implements RefitOutcome {}
