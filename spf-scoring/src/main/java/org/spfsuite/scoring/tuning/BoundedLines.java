package org.spfsuite.scoring.tuning;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lines of an input of any length, one at a time; of an overlong line nothing is kept. */
final class BoundedLines {

  private static final int BUFFER = 64 << 10;

  private final InputStream in;
  private final int maxLine;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int at;
  private int end;
  private long number;
  private boolean tooLong;

  BoundedLines(InputStream in, int maxLine) {
    this.in = in;
    this.maxLine = maxLine;
  }

  /** Moves on to the next line; false if there is none. */
  boolean next() throws IOException {
    if (!fill()) {
      return false;
    }
    line.reset();
    tooLong = false;
    boolean ended = false;
    while (!ended && fill()) {
      int stop = lineEnd();
      keep(stop);
      ended = stop < end;
      at = ended ? stop + 1 : stop;
    }
    number++;
    return true;
  }

  private void keep(int stop) {
    tooLong |= line.size() + stop - at > maxLine;
    if (!tooLong) {
      line.write(buffer, at, stop - at);
    }
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

  /** The line without its line feed; meaningless if it is too long. */
  byte[] octets() {
    return line.toByteArray();
  }

  boolean isTooLong() {
    return tooLong;
  }

  /** From 1. */
  long number() {
    return number;
  }
}
