package org.spfsuite.srs.postsrsd;

/**
 * What is wrong with a configuration.
 *
 * @param file where it stands
 * @param line from 1; 0: the file as a whole
 * @param severity whether a service can start nevertheless
 * @param text what it is, and what to do
 */
public record ConfigProblem(String file, int line, Severity severity, String text) {

  /** How bad it is. */
  public enum Severity {
    /** Nothing starts. */
    ERROR,
    /** It starts, and somebody should look after it: no answer depends on it. */
    WARNING
  }

  /** Whether nothing starts. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** As {@code file:line: severity: text}. */
  @Override
  public String toString() {
    String place = line > 0 ? file + ':' + line : file;
    return place + ": " + (isError() ? "error: " : "warning: ") + text;
  }
}
