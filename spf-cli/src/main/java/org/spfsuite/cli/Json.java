package org.spfsuite.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/** JSON as it is read. */
final class Json {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Json() {}

  /**
   * A parser that takes no member twice.
   *
   * @throws IOException never, for a text in memory
   */
  static JsonParser parser(String text) throws IOException {
    return FACTORY.createParser(text);
  }
}
