package org.spfsuite.benchmarks.scoring;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.space.AuthorizedSpace;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.scoring.fact.EnvelopeSender;
import org.spfsuite.scoring.fact.Facts;
import org.spfsuite.scoring.fact.SkipReason;
import org.spfsuite.scoring.fact.SpfFinding;
import org.spfsuite.scoring.message.Alignment;
import org.spfsuite.scoring.policy.Profile;
import org.spfsuite.scoring.relay.Hop;
import org.spfsuite.scoring.relay.RelayPath;

/**
 * Kinds of messages, how many of a hundred are such, and what each must score by the recommended
 * profile, SpamAssassin's and rspamd's: worked out by hand from their files.
 */
enum Message {
  PASS_ALIGNED(45, -0.1, 0, -0.2),
  PASS_OF_A_SERVICE(12, 0.198, -0.002, -0.2),
  FAIL(6, 2.501, 0.92, 1),
  SOFTFAIL(7, 1.001, 0.973, 0),
  NEUTRAL(2, 0.101, 0.653, 0),
  NONE(8, 0.101, 0.002, 0),
  PERMERROR(2, 0.501, 0.011, 0),
  TEMPERROR(1, 0.002, 0.011, 0),
  BOTH_FAIL(2, 6, 0.92, 1),
  NULL_SENDER(4, -0.102, -0.002, -0.2),
  FROM_OUR_OWN(3, 0, -1, 0),
  NO_CLIENT(1, 0.001, -0.001, 0),
  TIMEOUT(1, 0.002, 0, 0),
  SRS_SENDER(2, 0.199, -0.002, -0.2),
  FORWARDED(2, 0, 0.92, 1),
  PASS_FOR_EVERYBODY(1, 2.4, 0, 3.8),
  PASS_FOR_MANY(1, 0.1, 0, -0.2);

  private static final long USUAL_SPACE = 1_024;
  private static final long LARGE_SPACE = 2_000_000;

  private final int weight;
  private final double recommended;
  private final double spamAssassin;
  private final double rspamd;

  Message(int weight, double recommended, double spamAssassin, double rspamd) {
    this.weight = weight;
    this.recommended = recommended;
    this.spamAssassin = spamAssassin;
    this.rspamd = rspamd;
  }

  int weight() {
    return weight;
  }

  double expected(Profile profile) {
    return switch (profile) {
      case RECOMMENDED -> recommended;
      case SPAMASSASSIN -> spamAssassin;
      case RSPAMD -> rspamd;
      case EMPTY -> 0;
    };
  }

  /** A message of this kind; each number makes another. */
  Facts facts(int number) {
    String domain = "company" + number + ".example";
    String sender =
        switch (this) {
          case NULL_SENDER -> "";
          case SRS_SENDER -> "SRS0=4fQx=" + "K7=" + domain + "=user@forwarder.example";
          case PASS_OF_A_SERVICE -> "bounce-" + number + "@mail.service.example";
          default -> "user" + number + "@" + domain;
        };
    return facts(number, sender, "User" + number + "@" + domain);
  }

  /** A message of this kind from that sender. */
  Facts facts(int number, String sender, String author) {
    return new Facts(
        path(number),
        new EnvelopeSender(Optional.of(sender), "MAIL FROM of the session"),
        List.of("reader" + number % 7 + "@receiver.example"),
        finding(mailFrom(), number),
        finding(helo(), number),
        List.of(author),
        isAligned() ? Optional.of(Alignment.STRICT) : Optional.empty(),
        mailFrom() instanceof Result of && of.result() == SpfResult.PASS
            ? Optional.of(space())
            : Optional.empty(),
        this == FORWARDED ? Optional.of("forwarder.example") : Optional.empty(),
        Map.of());
  }

  private RelayPath path(int number) {
    Hop hop =
        new Hop(
            IpAddress.parse("198.51.100." + number % 250).orElseThrow(),
            "mx" + number + ".company" + number + ".example",
            "mx" + number + ".company" + number + ".example",
            false,
            Optional.empty(),
            Hop.SESSION);
    return switch (this) {
      case NO_CLIENT -> new RelayPath(List.of(), List.of(), 0, 0, "no client is known");
      case FROM_OUR_OWN -> new RelayPath(List.of(hop), List.of(), 1, 0, "all are our own");
      default -> new RelayPath(List.of(), List.of(hop), 0, 0, "the client of the session");
    };
  }

  private boolean isAligned() {
    return switch (this) {
      case PASS_ALIGNED, NULL_SENDER, PASS_FOR_EVERYBODY, PASS_FOR_MANY -> true;
      default -> false;
    };
  }

  private AuthorizedSpace space() {
    long ipv4 =
        switch (this) {
          case PASS_FOR_EVERYBODY -> 1L << 32;
          case PASS_FOR_MANY -> LARGE_SPACE;
          default -> USUAL_SPACE;
        };
    return new AuthorizedSpace(ipv4, BigInteger.ZERO, 3, true, false, Optional.empty(), 3_600);
  }

  // --- findings ---

  private sealed interface Known {}

  private record Result(SpfResult result) implements Known {}

  private record Skipped(SkipReason why) implements Known {}

  private record Late() implements Known {}

  private Known mailFrom() {
    return switch (this) {
      case PASS_ALIGNED,
          PASS_OF_A_SERVICE,
          NULL_SENDER,
          SRS_SENDER,
          PASS_FOR_EVERYBODY,
          PASS_FOR_MANY ->
          new Result(SpfResult.PASS);
      case FAIL, BOTH_FAIL, FORWARDED -> new Result(SpfResult.FAIL);
      case SOFTFAIL -> new Result(SpfResult.SOFTFAIL);
      case NEUTRAL -> new Result(SpfResult.NEUTRAL);
      case NONE -> new Result(SpfResult.NONE);
      case PERMERROR -> new Result(SpfResult.PERMERROR);
      case TEMPERROR -> new Result(SpfResult.TEMPERROR);
      case FROM_OUR_OWN -> new Skipped(SkipReason.OUR_OWN);
      case NO_CLIENT -> new Skipped(SkipReason.NO_CLIENT);
      case TIMEOUT -> new Late();
    };
  }

  private Known helo() {
    return switch (this) {
      case PASS_OF_A_SERVICE, NULL_SENDER, SRS_SENDER -> new Result(SpfResult.PASS);
      case BOTH_FAIL -> new Result(SpfResult.FAIL);
      case FROM_OUR_OWN, NO_CLIENT, TIMEOUT -> mailFrom();
      default -> new Result(SpfResult.NONE);
    };
  }

  private static SpfFinding finding(Known known, int number) {
    if (known instanceof Skipped skipped) {
      return new SpfFinding.Skipped(skipped.why());
    }
    if (known instanceof Late) {
      return new SpfFinding.TimedOut("no answer about company" + number + ".example in time");
    }
    SpfResult result = ((Result) known).result();
    String reason = "company" + number + ".example: " + result.text() + " by its last term";
    return new SpfFinding.Checked(result, SpfFinding.Source.DNS, reason, "");
  }
}
