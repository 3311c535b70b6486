package org.spfsuite.core.received;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.spfsuite.core.net.IpAddress;

/**
 * Finds the client to be judged where mail comes through relays of one's own: the first one, seen
 * from here, that is none of them. Fields below that were written by strangers and mean nothing.
 */
public final class TrustBoundary {

  /** More hops than this are a loop. */
  private static final int MAX_HOPS = 100;

  private TrustBoundary() {}

  /** What is to be judged. */
  public sealed interface Judged {

    /**
     * A client.
     *
     * @param client its address
     * @param helo the name that it gave; empty if that is not known
     * @param envelopeFrom the reverse-path as that hop saw it; no value if that is not known
     * @param relays own relays that the message came through since
     */
    record Client(IpAddress client, String helo, Optional<String> envelopeFrom, int relays)
        implements Judged {}

    /**
     * Nobody: the message was sent from inside, or by somebody who had logged in, or its way cannot
     * be told.
     *
     * @param reason for people
     */
    record Nobody(String reason) implements Judged {}
  }

  /**
   * Walks.
   *
   * @param client who handed the message to this host
   * @param helo the name that it gave
   * @param received the message's {@code Received} fields but for this host's own, newest first
   * @param trusted whether an address is a relay of one's own
   */
  public static Judged find(
      IpAddress client, String helo, List<String> received, Predicate<IpAddress> trusted) {
    IpAddress current = client.unmapped();
    String name = helo;
    Optional<String> envelopeFrom = Optional.empty();
    int relays = 0;
    while (trusted.test(current)) {
      if (relays >= received.size() || relays >= MAX_HOPS) {
        return new Judged.Nobody("sent from " + current + ", which is trusted");
      }
      ReceivedField field = ReceivedField.parse(received.get(relays));
      if (field.authenticated()) {
        return new Judged.Nobody("the sender had logged in at " + current);
      }
      if (field.client().isEmpty()) {
        return new Judged.Nobody("the Received field of " + current + " names no client");
      }
      current = field.client().get();
      name = field.helo();
      envelopeFrom = field.envelopeFrom();
      relays++;
    }
    return new Judged.Client(current, name, envelopeFrom, relays);
  }
}
