package org.spfsuite.core.text;

/** One line of a log: {@code key=value} pairs in printable ASCII, texts quoted. Not thread-safe. */
public final class KeyValueLine {

  private static final int MAX_VALUE = 400;

  private final StringBuilder line;

  /**
   * A line without pairs.
   *
   * @param subject its first word
   */
  public KeyValueLine(String subject) {
    this.line = new StringBuilder(subject);
  }

  /**
   * Adds a value as it is.
   *
   * @param value of our own making: without spaces, in ASCII
   */
  public KeyValueLine word(String key, String value) {
    line.append(' ').append(key).append('=').append(value);
    return this;
  }

  /** Adds a text from anywhere: in quotes, cut after 400 characters. */
  public KeyValueLine quoted(String key, String value) {
    String safe = SafeText.printable(value, MAX_VALUE);
    return word(key, '"' + safe.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
  }

  /** The line. */
  @Override
  public String toString() {
    return line.toString();
  }
}
