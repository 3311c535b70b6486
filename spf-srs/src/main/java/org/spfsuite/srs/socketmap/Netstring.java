package org.spfsuite.srs.socketmap;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Requests as they come: {@code 12:reverse a@b,}. Nothing is kept for a length that is told. */
sealed interface Netstring {

  /** Octets of a request; a map's name and the longest address that SMTP allows are far less. */
  int MAX_PAYLOAD = 2_000;

  /** Octets of a request with what is around it. */
  int MAX_ENCODED = MAX_PAYLOAD + 6;

  /** Digits of {@link #MAX_PAYLOAD}. */
  int MAX_DIGITS = 4;

  /** It is not all there yet. */
  record Incomplete() implements Netstring {}

  /** It will never be one, whatever follows; or it is too long. */
  record Garbage() implements Netstring {}

  /**
   * It is there.
   *
   * @param payload without length and comma
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Complete(byte[] payload) implements Netstring {}

  /**
   * Takes one from a buffer, if it is complete; otherwise the buffer stays as it is.
   *
   * @param in to be read from, with an array behind it
   */
  static Netstring take(ByteBuffer in) {
    int length = 0;
    int at = in.position();
    while (at < in.limit() && isDigit(in.get(at)) && at - in.position() < MAX_DIGITS) {
      length = length * 10 + in.get(at) - '0';
      at++;
    }
    if (at == in.limit()) {
      return new Incomplete();
    }
    if (at == in.position() || in.get(at) != ':' || length > MAX_PAYLOAD) {
      return new Garbage();
    }
    int end = at + 1 + length;
    if (end >= in.limit()) {
      return new Incomplete();
    }
    if (in.get(end) != ',') {
      return new Garbage();
    }
    byte[] payload =
        Arrays.copyOfRange(in.array(), in.arrayOffset() + at + 1, in.arrayOffset() + end);
    in.position(end + 1);
    return new Complete(payload);
  }

  private static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }
}
