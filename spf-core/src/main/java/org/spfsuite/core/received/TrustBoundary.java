package org.spfsuite.core.received;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.spfsuite.core.net.IpAddress;

/**
 * Finds the client to be judged where mail comes through relays of one's own: the first one, seen
 * from here, that is none of them. Fields below that were written by strangers and mean nothing.
 */
public final class TrustBoundary {

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
     * Nobody: the message was sent from inside, or by somebody who had logged in.
     *
     * @param reason for people
     */
    record Nobody(String reason) implements Judged {}

    /**
     * Somebody, but the fields do not tell who.
     *
     * @param reason for people
     */
    record Unknown(String reason) implements Judged {}
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
    Judged judged = new Judged.Client(client.unmapped(), helo, Optional.empty(), 0);
    Iterator<String> fields = received.iterator();
    while (judged instanceof Judged.Client relay && trusted.test(relay.client())) {
      if (!fields.hasNext()) {
        return new Judged.Nobody("sent from " + relay.client() + ", which is trusted");
      }
      judged = behind(relay, ReceivedField.parse(fields.next()));
    }
    return judged;
  }

  /** Who handed the message to this relay, which wrote the field. */
  private static Judged behind(Judged.Client relay, ReceivedField field) {
    if (field.authenticated()) {
      return new Judged.Nobody("the sender had logged in at " + relay.client());
    }
    return switch (field.kind()) {
      case LOCAL -> new Judged.Nobody("written on " + relay.client() + ", which is trusted");
      case INTERNAL -> relay;
      case TRANSFER -> client(relay, field);
    };
  }

  private static Judged client(Judged.Client relay, ReceivedField field) {
    if (field.client().isEmpty()) {
      return new Judged.Unknown("the Received field of " + relay.client() + " names no client");
    }
    return new Judged.Client(
        field.client().get(), field.helo(), field.envelopeFrom(), relay.relays() + 1);
  }
}
