package org.spfsuite.scoring.policy;

import java.util.Locale;

/**
 * Something wrong in a policy's files.
 *
 * @param severity how bad
 * @param file its name
 * @param line its number, from 1; 0: the file as a whole
 * @param text what is wrong and what would be right; one line, safe to print
 */
public record PolicyProblem(Severity severity, String file, int line, String text) {

  /** How bad it is. */
  public enum Severity {
    /** The policy must not be used. */
    ERROR,
    /** The line does not count. */
    WARNING,
    /** The line is right, but not for this engine, and does not count. */
    NOTE
  }

  /** {@code file:line: severity: text}. */
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line;
    return place + ": " + severity.name().toLowerCase(Locale.ROOT) + ": " + text;
  }
}
