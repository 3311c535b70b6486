package org.spfsuite.core.dns.dnsjava;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.WireParseException;

/**
 * One query to one server and the wait for its answer, on a socket of its own. Messages that are no
 * answer to the query are dropped. All but the constructor and {@link #answer} runs on the thread
 * of the {@link NetworkLoop}.
 */
abstract class Exchange {

  /**
   * So many messages that are no answer look like an attempt to guess our id (RFC 5452 §9.3); a
   * forger has this many guesses out of 65,536.
   */
  static final int MAX_STRAYS = 16;

  private final InetSocketAddress server;
  private final Message query;
  private final long deadline;
  private final CompletableFuture<Message> answer = new CompletableFuture<>();
  private @Nullable SelectableChannel channel;
  private int strays;
  private String stray = "";

  Exchange(InetSocketAddress server, Message query, long deadline) {
    this.server = server;
    this.query = query;
    this.deadline = deadline;
  }

  /** Opens, connects and registers the socket. */
  abstract void start(Selector selector) throws IOException;

  /** Goes on where the socket lets it. */
  abstract void ready(SelectionKey key) throws IOException;

  /**
   * The answer; completed on the thread of the loop, by a {@link SocketTimeoutException} if there
   * is none at the deadline, by a {@link WireParseException} if all that came was no answer, by a
   * {@link SpoofingException} after too much of that, or by what the network says.
   */
  final CompletionStage<Message> answer() {
    return answer;
  }

  /** In terms of {@link System#nanoTime}. */
  final long deadline() {
    return deadline;
  }

  final InetSocketAddress server() {
    return server;
  }

  final Message query() {
    return query;
  }

  /** Registers what is to be closed when the exchange ends, whatever happens. */
  final <C extends SelectableChannel> C own(C opened) {
    channel = opened;
    return opened;
  }

  final boolean isOver() {
    return answer.isDone();
  }

  /** Takes a message that came in; ends the exchange if it is the answer. */
  final void received(byte[] octets) {
    try {
      Message message = AnswerReader.read(query, octets);
      close();
      answer.complete(message);
    } catch (WireParseException e) {
      stray = String.valueOf(e.getMessage());
      strays++;
      if (strays >= MAX_STRAYS) {
        fail(new SpoofingException(strays + " messages were no answer, the last: " + stray));
      }
    }
  }

  /** Ends the exchange because its time is over. */
  final void expire() {
    fail(
        strays == 0
            ? new SocketTimeoutException("no answer in time")
            : new WireParseException("no answer but " + strays + " other messages: " + stray));
  }

  /** Ends the exchange without an answer. */
  final void fail(Throwable cause) {
    close();
    answer.completeExceptionally(cause);
  }

  private void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // It is gone for us; nobody could do anything about it.
      }
    }
  }

  /** Too many messages that were no answer: somebody may be guessing. */
  static final class SpoofingException extends IOException {
    private static final long serialVersionUID = 1L;

    SpoofingException(String message) {
      super(message);
    }
  }
}
