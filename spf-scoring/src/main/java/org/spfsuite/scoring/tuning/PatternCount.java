package org.spfsuite.scoring.tuning;

/**
 * How often a pattern was seen.
 *
 * @param pattern what the messages have in common
 * @param ham wanted messages
 * @param spam unwanted messages
 */
record PatternCount(Pattern pattern, long ham, long spam) {

  PatternCount plus(PatternCount other) {
    return new PatternCount(pattern, ham + other.ham, spam + other.spam);
  }
}
