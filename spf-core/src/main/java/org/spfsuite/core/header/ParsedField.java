package org.spfsuite.core.header;

import java.util.Optional;

/**
 * What became of the text of a header field.
 *
 * @param <T> what the field says
 */
public sealed interface ParsedField<T> {

  /**
   * The text could be read.
   *
   * @param <T> what the field says
   * @param value what it says
   */
  record Valid<T>(T value) implements ParsedField<T> {}

  /**
   * The text could not be read. Nothing in it should be relied on.
   *
   * @param <T> what the field would say
   * @param position index of the offending character in the text, or its length
   * @param expected what would be right there, for people; safe to print
   */
  record Malformed<T>(int position, String expected) implements ParsedField<T> {}

  /** What the field says; empty if it could not be read. */
  default Optional<T> valid() {
    return this instanceof Valid<T> valid ? Optional.of(valid.value()) : Optional.empty();
  }
}
