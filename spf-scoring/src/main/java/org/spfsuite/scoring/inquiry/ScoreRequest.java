package org.spfsuite.scoring.inquiry;

import java.util.List;
import java.util.Optional;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.scoring.message.Header;

/**
 * A message to be scored.
 *
 * @param session in which it came; no value: the header tells
 * @param mailFrom the reverse-path without brackets, empty if it is null, where there is no session
 *     to tell; no value: the header tells
 * @param header of the message; may be empty
 * @param recipients of the envelope; may be empty
 * @param ownNames names under which the host that asks writes {@code Authentication-Results} and
 *     {@code Received-SPF}, besides those that the policy knows; may be empty
 */
public record ScoreRequest(
    Optional<Session> session,
    Optional<String> mailFrom,
    Header header,
    List<String> recipients,
    List<String> ownNames) {

  /** Copies the lists. */
  public ScoreRequest {
    recipients = List.copyOf(recipients);
    ownNames = List.copyOf(ownNames);
  }

  /** For a host whose names the policy knows. */
  public ScoreRequest(
      Optional<Session> session,
      Optional<String> mailFrom,
      Header header,
      List<String> recipients) {
    this(session, mailFrom, header, recipients, List.of());
  }

  /** A message of which only the header is known. */
  public static ScoreRequest of(Header header) {
    return new ScoreRequest(Optional.empty(), Optional.empty(), header, List.of());
  }

  /**
   * A message in an SMTP session, of which the filtering host has written nothing into the header.
   *
   * @param client IPv4 or IPv6 address literal
   * @param helo the name in HELO or EHLO; empty if there was none
   * @param mailFrom the reverse-path without angle brackets; empty for the null reverse-path
   * @throws IllegalArgumentException if {@code client} is not an address literal
   */
  public static ScoreRequest of(String client, String helo, String mailFrom) {
    IpAddress address =
        IpAddress.parse(client)
            .orElseThrow(
                () -> new IllegalArgumentException("not an IPv4 or IPv6 address: " + client));
    Session session = new Session(address, helo, Optional.of(mailFrom), false, false);
    return new ScoreRequest(Optional.of(session), Optional.empty(), Header.EMPTY, List.of());
  }

  /** The same with this header. */
  public ScoreRequest with(Header value) {
    return new ScoreRequest(session, mailFrom, value, recipients, ownNames);
  }

  /** The same for these recipients. */
  public ScoreRequest to(List<String> values) {
    return new ScoreRequest(session, mailFrom, header, values, ownNames);
  }

  /**
   * The same where the host that asks, under these names, has begun the header itself: what it says
   * of SPF above its {@code Received} field is believed.
   */
  public ScoreRequest begunBy(List<String> names) {
    return new ScoreRequest(session.map(Session::asRecorded), mailFrom, header, recipients, names);
  }

  /** The reverse-path, if session or caller tell. */
  Optional<String> toldSender() {
    return mailFrom.or(() -> session.flatMap(Session::mailFrom));
  }
}
