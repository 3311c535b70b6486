package org.spfsuite.scoring.fact;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.space.AuthorizedSpace;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.scoring.message.Alignment;
import org.spfsuite.scoring.relay.RelayPath;

/**
 * Everything that points are given for. Whoever has verdicts of their own can make one by hand; it
 * is a value, and scoring it asks nobody anything.
 *
 * @param path the hosts that the message came through
 * @param sender the reverse-path
 * @param recipients the envelope's; may be empty
 * @param mailFrom on the reverse-path
 * @param helo on the HELO name
 * @param authors addresses of the header From; may be empty
 * @param alignment how well the domain that passed SPF fits the author's: strictest that holds; no
 *     value if none does
 * @param space the addresses that may send for the sender's domain, if some rule wants to know
 * @param forwarder a forwarder whom we trust and for whom this client may send
 * @param answers of DNS, to the questions that rules have
 */
public record Facts(
    RelayPath path,
    EnvelopeSender sender,
    List<String> recipients,
    SpfFinding mailFrom,
    SpfFinding helo,
    List<String> authors,
    Optional<Alignment> alignment,
    Optional<AuthorizedSpace> space,
    Optional<String> forwarder,
    Map<DnsQuestion, DnsAnswer> answers) {

  /** Copies lists and map. */
  public Facts {
    recipients = List.copyOf(recipients);
    authors = List.copyOf(authors);
    answers = Map.copyOf(answers);
  }

  /** On one identity. */
  public SpfFinding of(Identity identity) {
    return identity == Identity.HELO ? helo : mailFrom;
  }

  /** The same with answers of DNS. */
  public Facts with(Map<DnsQuestion, DnsAnswer> others) {
    return new Facts(
        path, sender, recipients, mailFrom, helo, authors, alignment, space, forwarder, others);
  }

  /** The same for other recipients. */
  public Facts forRecipients(List<String> others) {
    return new Facts(
        path, sender, others, mailFrom, helo, authors, alignment, space, forwarder, answers);
  }
}
