package org.spfsuite.core.record;

/**
 * Where something stands in the text of a record.
 *
 * @param start index of the first character
 * @param end index after the last character
 */
public record SourceSpan(int start, int end) {

  /** The text at this place. */
  public String of(String text) {
    return text.substring(start, end);
  }
}
