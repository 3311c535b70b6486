package org.spfsuite.core.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** JSON on one line, in ASCII: no terminal, pipe or locale can spoil it, nor it a terminal. */
public final class JsonText {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int LAST_PRINTABLE = 0x7E;

  private JsonText() {}

  /** Writes one value. */
  public interface Writing {
    /**
     * Writes.
     *
     * @throws IOException if the generator cannot
     */
    void to(JsonGenerator out) throws IOException;
  }

  /** What is written, without a line end. */
  public static String of(Writing writing) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      out.setHighestNonEscapedChar(LAST_PRINTABLE);
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return text.toString();
  }
}
