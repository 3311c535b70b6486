package org.spfsuite.core.check;

import java.time.Instant;
import java.time.InstantSource;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Verdict;

/** Runs single checks with little ceremony. */
final class Checks {

  /** The client of most checks. */
  static final String CLIENT = "192.0.2.1";

  static final String HELO = "helo.client.example";
  static final String RECEIVER = "mx.receiver.example";
  static final Instant NOW = Instant.ofEpochSecond(1_400_000_000);

  private Checks() {}

  static Verdict check(DnsResolver dns, String sender) {
    return check(dns, CLIENT, sender);
  }

  static Verdict check(DnsResolver dns, String client, String sender) {
    return host(dns, CheckLimits.RFC_7208).check(arguments(client, sender));
  }

  static CheckHost host(DnsResolver dns, CheckLimits limits) {
    return new CheckHost(
        dns,
        CheckSettings.DEFAULTS.withLimits(limits).withReceiver(RECEIVER),
        InstantSource.fixed(NOW),
        System::nanoTime);
  }

  /** The arguments for a MAIL FROM; a sender without an at sign has no local part. */
  static CheckArguments arguments(String client, String sender) {
    int at = sender.lastIndexOf('@');
    return new CheckArguments(
        Identity.MAIL_FROM,
        IpAddress.parse(client).orElseThrow(),
        sender.substring(at + 1),
        at < 0 ? "" : sender.substring(0, at),
        HELO);
  }
}
