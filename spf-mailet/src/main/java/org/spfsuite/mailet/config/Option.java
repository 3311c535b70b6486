package org.spfsuite.mailet.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * One option of {@code spf.properties}.
 *
 * @param key its name
 * @param defaultValue what applies if it is not given
 * @param expected its form, for people, with an example
 * @param parser reads a value; empty if it has another form
 * @param <T> type of the value
 */
record Option<T>(
    String key, T defaultValue, String expected, Function<String, Optional<T>> parser) {

  /** The same under another name. */
  Option<T> named(String other) {
    return new Option<>(other, defaultValue, expected, parser);
  }
}
