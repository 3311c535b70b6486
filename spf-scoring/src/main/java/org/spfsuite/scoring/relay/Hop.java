package org.spfsuite.scoring.relay;

import java.util.Optional;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.received.ReceivedField;

/**
 * One host handing the message to the next.
 *
 * @param client address of the host that handed it over
 * @param helo the name that it gave, which may be any; empty if that is not known
 * @param reverseName its name as the next host looked it up; empty if that is not known
 * @param authenticated whether it had logged in
 * @param envelopeFrom the reverse-path as the next host wrote it down, empty if it is null; no
 *     value if it did not
 * @param field position in the header of the {@code Received} field that tells of it; -1: the
 *     session does
 */
public record Hop(
    IpAddress client,
    String helo,
    String reverseName,
    boolean authenticated,
    Optional<String> envelopeFrom,
    int field) {

  /** The value of {@link #field()} where no field tells of the hop. */
  public static final int SESSION = -1;

  /** The hop that a field tells of; no value if the field names no client. */
  static Optional<Hop> of(ReceivedField received, int field) {
    return received
        .client()
        .map(
            client ->
                new Hop(
                    client,
                    received.helo(),
                    received.reverseName(),
                    received.authenticated(),
                    received.envelopeFrom(),
                    field));
  }

  /** The same hop, which this field tells of as well. */
  Hop toldBy(Hop other) {
    String name = reverseName.isEmpty() ? other.reverseName : reverseName;
    return new Hop(client, helo, name, authenticated, envelopeFrom, other.field);
  }
}
