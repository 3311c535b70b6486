package org.spfsuite.scoring.inquiry;

import java.util.Optional;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.scoring.relay.Hop;

/**
 * The SMTP session in which a message came.
 *
 * @param client address of the client
 * @param helo the name that it gave; empty if there is none
 * @param mailFrom the reverse-path without brackets, empty if it is null; no value if it is not
 *     known
 * @param authenticated whether the client had logged in
 * @param recorded whether the header begins with what the filtering host itself wrote of this
 *     session: its {@code Received} field comes first, and what stands above that is its own, too.
 *     If not, all of the header is the client's, who may write anything
 */
public record Session(
    IpAddress client,
    String helo,
    Optional<String> mailFrom,
    boolean authenticated,
    boolean recorded) {

  /** The same session, of which the header tells, too. */
  Session asRecorded() {
    return new Session(client, helo, mailFrom, authenticated, true);
  }

  /** The session as a hop. */
  Hop hop() {
    return new Hop(client.unmapped(), helo, "", authenticated, Optional.empty(), Hop.SESSION);
  }
}
