package org.spfsuite.srs.socketmap;

/** What a service knows. Asked by several threads at once. */
@FunctionalInterface
public interface Answers {
  /**
   * The answer to a request; may take a while.
   *
   * @param request the name of a map, a blank, and the key
   */
  SocketmapReply answer(byte[] request);
}
