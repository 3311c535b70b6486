package org.spfsuite.srs.socketmap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/** One connection: a request, its answer, the next request. For the server's thread only. */
final class Conversation {

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer in = ByteBuffer.allocate(Netstring.MAX_ENCODED);
  private ByteBuffer out = ByteBuffer.allocate(0);

  /** An answer is being looked for, for however long: the client has done its part. */
  private boolean waiting;

  private boolean last;
  private long deadline;

  Conversation(SocketChannel channel, SelectionKey key, Duration keepAlive) {
    this.channel = channel;
    this.key = key;
    startClock(keepAlive);
  }

  private void startClock(Duration keepAlive) {
    deadline = System.nanoTime() + keepAlive.toNanos();
  }

  boolean isOverdue(long now) {
    return !waiting && now - deadline > 0;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /**
   * Reads what there is, if it is the client's turn.
   *
   * @return a request, or what is none and never will be; no value if more must come
   * @throws IOException if the client has gone
   */
  Optional<Netstring> read() throws IOException {
    if (channel.read(in) < 0) {
      throw new IOException("closed by the client");
    }
    return next();
  }

  /** The next request that was read already. */
  private Optional<Netstring> next() {
    Netstring netstring = Netstring.take(in.flip());
    in.compact();
    if (netstring instanceof Netstring.Incomplete) {
      return Optional.empty();
    }
    waiting = true;
    key.interestOps(0);
    return Optional.of(netstring);
  }

  /**
   * Sends an answer.
   *
   * @param end whether the connection is closed then
   * @return the next request if it came together with the former
   * @throws IOException if the client has gone
   */
  Optional<Netstring> answer(SocketmapReply reply, boolean end, Duration keepAlive)
      throws IOException {
    out = reply.encoded();
    last = end;
    waiting = false;
    startClock(keepAlive);
    return write(keepAlive);
  }

  /** Sends the rest, as far as the client takes it. */
  Optional<Netstring> write(Duration keepAlive) throws IOException {
    channel.write(out);
    if (out.hasRemaining()) {
      key.interestOps(SelectionKey.OP_WRITE);
      return Optional.empty();
    }
    if (last) {
      throw new IOException("nothing more to say");
    }
    startClock(keepAlive);
    key.interestOps(SelectionKey.OP_READ);
    return next();
  }

  void close() {
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      // it is of no use any more, whatever it says
    }
  }
}
