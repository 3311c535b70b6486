package org.spfsuite.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Splits an input of any length into lines of UTF-8, of which it holds one at a time. */
final class LineReader {

  /** Longest line in octets. */
  static final int MAX_LINE = 64 << 10;

  private static final int BUFFER = 8 << 10;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;
  private long number;

  LineReader(InputStream in) {
    this.in = in;
  }

  /**
   * One line.
   *
   * @param number from 1
   * @param text without the line end; empty if there is a problem
   * @param problem why the text cannot be had
   */
  record Line(long number, String text, Optional<String> problem) {
    boolean isBlank() {
      return problem.isEmpty() && text.isBlank();
    }
  }

  /** The next line; empty at the end of the input. */
  Optional<Line> next() throws IOException {
    if (!fill()) {
      return Optional.empty();
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean tooLong = false;
    boolean ended = false;
    while (!ended && fill()) {
      int from = at;
      at = lineEnd();
      ended = at < end;
      tooLong |= line.size() + at - from > MAX_LINE;
      if (!tooLong) {
        line.write(buffer, from, at - from);
      }
      at += ended ? 1 : 0;
    }
    number++;
    return Optional.of(
        tooLong ? problem("longer than " + MAX_LINE + " octets") : decode(line.toByteArray()));
  }

  /** Whether there is an octet to read. */
  private boolean fill() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(in.read(buffer), 0);
    }
    return at < end;
  }

  private int lineEnd() {
    int i = at;
    while (i < end && buffer[i] != '\n') {
      i++;
    }
    return i;
  }

  private Line decode(byte[] octets) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      return new Line(number, text, Optional.empty());
    } catch (CharacterCodingException e) {
      return problem("not UTF-8");
    }
  }

  private Line problem(String problem) {
    return new Line(number, "", Optional.of(problem));
  }
}
