package org.spfsuite.scoring.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spfsuite.core.received.ReceivedField;
import org.spfsuite.core.received.ReceivedField.Kind;

/**
 * Follows a message back to the hop to be judged, as far as what is written can be believed. A
 * field is true if the host that wrote it is trusted, and hosts wrote from the oldest, at the
 * bottom, to the newest.
 */
public final class RelayWalk {

  private final TrustedNetworks networks;
  private final boolean skipsUnreadable;
  private final List<Hop> internal = new ArrayList<>();
  private final List<Hop> external = new ArrayList<>();
  private int trusted;
  private int unreadable;
  private boolean inTrusted = true;
  private boolean inInternal = true;
  private boolean behindMsa;
  private String stop = "";

  private RelayWalk(TrustedNetworks networks, boolean skipsUnreadable) {
    this.networks = networks;
    this.skipsUnreadable = skipsUnreadable;
  }

  /**
   * One {@code Received} field.
   *
   * @param position in the header
   * @param body without the name
   */
  public record Line(int position, String body) {}

  /**
   * Walks.
   *
   * @param session who handed the message to the filtering host, if that is known
   * @param recorded whether the first field tells of the session, too. If it names another client,
   *     it does not: a client may have written it
   * @param received the message's fields, newest first
   * @param networks whom to believe
   * @param skipsUnreadable whether to go on behind a field that names no client, as SpamAssassin
   *     does; if not, nobody is judged then
   */
  public static RelayPath of(
      Optional<Hop> session,
      boolean recorded,
      List<Line> received,
      TrustedNetworks networks,
      boolean skipsUnreadable) {
    RelayWalk walk = new RelayWalk(networks, skipsUnreadable);
    boolean told = walk.first(session, recorded ? received : List.of());
    for (Line line : received.subList(told ? 1 : 0, received.size())) {
      if (!walk.stop.isEmpty()) {
        break;
      }
      walk.pass(line);
    }
    return walk.path();
  }

  /** Whether the first field tells of the session. */
  private boolean first(Optional<Hop> session, List<Line> received) {
    if (session.isEmpty()) {
      return false;
    }
    Optional<Hop> told =
        received.stream()
            .findFirst()
            .flatMap(line -> Hop.of(ReceivedField.parse(line.body()), line.position()))
            .filter(hop -> hop.client().equals(session.get().client()));
    pass(told.map(field -> session.get().toldBy(field)).orElse(session.get()));
    return told.isPresent();
  }

  private void pass(Line line) {
    ReceivedField field = ReceivedField.parse(line.body());
    if (field.kind() == Kind.INTERNAL) {
      return;
    }
    if (field.kind() == Kind.LOCAL && !skipsUnreadable && inInternal) {
      stop = "the message was written on a host of our own";
      return;
    }
    Optional<Hop> hop = Hop.of(field, line.position());
    if (hop.isPresent()) {
      pass(hop.get());
    } else if (inTrusted) {
      unreadable++;
      stop = skipsUnreadable || !inInternal ? "" : "a Received field of our own names no client";
    }
  }

  private void pass(Hop hop) {
    if (!behindMsa) {
      inTrusted &= networks.isTrusted(hop.client()) || hop.authenticated();
      inInternal &= inTrusted && (networks.isInternal(hop.client()) || hop.authenticated());
      behindMsa = inInternal && networks.isMsa(hop.client());
    }
    trusted += inTrusted ? 1 : 0;
    (inInternal ? internal : external).add(hop);
  }

  private RelayPath path() {
    return new RelayPath(internal, external, trusted, unreadable, reason());
  }

  private String reason() {
    if (!external.isEmpty()) {
      Hop judged = external.get(0);
      String relays = internal.isEmpty() ? "" : ", behind " + internal.size() + " of our own hosts";
      String source = judged.field() == Hop.SESSION ? "session" : "Received field";
      return "newest host that is not our own" + relays + ", from the " + source;
    }
    if (!stop.isEmpty()) {
      return stop;
    }
    return internal.isEmpty() ? "no host is named" : "all hosts on the way are our own";
  }
}
