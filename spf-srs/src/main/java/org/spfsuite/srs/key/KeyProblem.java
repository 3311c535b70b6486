package org.spfsuite.srs.key;

import java.util.Locale;

/**
 * Something wrong in a key file.
 *
 * @param severity how bad
 * @param file its name
 * @param line its number, from 1; 0: the file as a whole
 * @param text what is wrong and what would be right, without a word of the line, since any may be a
 *     secret in the wrong place; one line, safe to print
 */
public record KeyProblem(Severity severity, String file, int line, String text) {

  /** How bad it is. */
  public enum Severity {
    /** The keys must not be used. */
    ERROR,
    /** They may be used, but somebody should look after them. */
    WARNING
  }

  /** {@code file:line: severity: text}. */
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line;
    return place + ": " + severity.name().toLowerCase(Locale.ROOT) + ": " + text;
  }
}
