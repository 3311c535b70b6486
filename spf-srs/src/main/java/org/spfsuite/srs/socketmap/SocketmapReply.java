package org.spfsuite.srs.socketmap;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An answer, as socketmap_table(5) has it.
 *
 * @param code comes first
 * @param text what was looked for, or the reason why there is nothing; may be empty
 */
public record SocketmapReply(Code code, String text) {

  /** There is nothing under this key. */
  public static final SocketmapReply NOT_FOUND = new SocketmapReply(Code.NOTFOUND, "");

  /** The first word of a reply. */
  public enum Code {
    /** Found. */
    OK,
    /** There is nothing. */
    NOTFOUND,
    /** Ask again later. */
    TEMP,
    /** It took too long; ask again later. */
    TIMEOUT,
    /** It makes no sense to ask again. */
    PERM
  }

  /** Found. */
  public static SocketmapReply ok(String data) {
    return new SocketmapReply(Code.OK, data);
  }

  /** Ask again later. */
  public static SocketmapReply temporary(String reason) {
    return new SocketmapReply(Code.TEMP, reason);
  }

  /** It makes no sense to ask again. */
  public static SocketmapReply permanent(String reason) {
    return new SocketmapReply(Code.PERM, reason);
  }

  /** As a netstring, to be read from. */
  public ByteBuffer encoded() {
    byte[] payload = toString().getBytes(StandardCharsets.UTF_8);
    byte[] length = (payload.length + ":").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(length.length + payload.length + 1)
        .put(length)
        .put(payload)
        .put((byte) ',')
        .flip();
  }

  /** As it is sent, but for its length. */
  @Override
  public String toString() {
    return code + " " + text;
  }
}
