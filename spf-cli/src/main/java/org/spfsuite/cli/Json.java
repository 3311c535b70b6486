package org.spfsuite.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** JSON on one line, in ASCII: no terminal, pipe or locale can spoil it, nor it a terminal. */
final class Json {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final int LAST_PRINTABLE = 0x7E;

  private Json() {}

  /** Writes one value. */
  interface Writing {
    /**
     * Writes.
     *
     * @throws IOException if the generator cannot
     */
    void to(JsonGenerator out) throws IOException;
  }

  /** What is written, without a line end. */
  static String text(Writing writing) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      out.setHighestNonEscapedChar(LAST_PRINTABLE);
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return text.toString();
  }

  /**
   * A parser that takes no member twice.
   *
   * @throws IOException never, for a text in memory
   */
  static JsonParser parser(String text) throws IOException {
    return FACTORY.createParser(text);
  }
}
