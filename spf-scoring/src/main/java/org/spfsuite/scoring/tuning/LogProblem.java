package org.spfsuite.scoring.tuning;

/**
 * Why a line of a log could not be used.
 *
 * @param line number of the line, from 1
 * @param text what is wrong and what was expected, printable ASCII
 */
public record LogProblem(long line, String text) {

  @Override
  public String toString() {
    return "line " + line + ": " + text;
  }
}
