package org.spfsuite.scoring.eval;

import static org.spfsuite.scoring.eval.EvalFunctions.when;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.spfsuite.core.space.AuthorizedSpace;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.scoring.eval.Evaluation.Test;
import org.spfsuite.scoring.fact.Facts;
import org.spfsuite.scoring.fact.SkipReason;
import org.spfsuite.scoring.fact.SpfFinding;
import org.spfsuite.scoring.fact.SpfFinding.Skipped;
import org.spfsuite.scoring.fact.SpfFinding.TimedOut;
import org.spfsuite.scoring.message.Alignment;
import org.spfsuite.scoring.relay.Hop;

/** What SPF says, and how far it is worth something. */
final class SpfTests {

  private static final int MAX_NAME = 255;

  private SpfTests() {}

  static Test result(Identity identity, SpfResult result) {
    return subject -> {
      SpfFinding finding = subject.facts().of(identity);
      return finding.is(result) ? Optional.of(finding.sentence()) : Optional.empty();
    };
  }

  static Test timeout(Identity identity) {
    return subject ->
        subject.facts().of(identity) instanceof TimedOut late
            ? Optional.of(late.reason())
            : Optional.empty();
  }

  /** Without arguments: for whatever reason. */
  static Evaluation skipped(Identity identity, List<String> arguments) {
    Set<SkipReason> reasons =
        arguments.isEmpty() ? EnumSet.allOf(SkipReason.class) : EnumSet.noneOf(SkipReason.class);
    arguments.forEach(argument -> reasons.add(reason(argument)));
    return Evaluation.of(
        subject ->
            subject.facts().of(identity) instanceof Skipped skipped
                    && reasons.contains(skipped.why())
                ? Optional.of(skipped.why().sentence())
                : Optional.empty());
  }

  private static SkipReason reason(String text) {
    return Arrays.stream(SkipReason.values())
        .filter(reason -> reason.text().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "reasons are "
                        + String.join(
                            ", ",
                            Arrays.stream(SkipReason.values()).map(SkipReason::text).toList())));
  }

  static Optional<String> noSender(Subject subject) {
    boolean known = subject.facts().sender().address().filter(a -> !a.isEmpty()).isPresent();
    return when(!known, subject.facts().sender().source());
  }

  static Evaluation everyone(List<String> arguments) {
    if (!arguments.isEmpty()) {
      throw new IllegalArgumentException("takes no arguments");
    }
    return Evaluation.ofSpace(
        subject ->
            passingSpace(subject.facts())
                .filter(AuthorizedSpace::everyone)
                .map(space -> "the sender's policy lets every address pass"));
  }

  /**
   * At least so many IPv4 addresses and fewer than the second argument. Without that, a policy that
   * is too large to be surveyed has that many, too.
   */
  static Evaluation space(List<String> arguments) {
    if (arguments.isEmpty() || arguments.size() > 2) {
      throw new IllegalArgumentException("takes the least number of addresses, and a bound");
    }
    long least = number(arguments.get(0));
    long bound = arguments.size() == 2 ? number(arguments.get(1)) : Long.MAX_VALUE;
    return Evaluation.ofSpace(
        subject ->
            passingSpace(subject.facts())
                .filter(space -> isBetween(space, least, bound))
                .map(SpfTests::size));
  }

  private static boolean isBetween(AuthorizedSpace space, long least, long bound) {
    return space.isTooLarge()
        ? bound == Long.MAX_VALUE
        : space.ipv4() >= least && space.ipv4() < bound;
  }

  private static String size(AuthorizedSpace space) {
    if (space.isTooLarge()) {
      return "the sender's policy has too many networks to be counted";
    }
    return "the sender's policy lets "
        + (space.complete() ? "" : "at least ")
        + String.format(Locale.ROOT, "%,d", space.ipv4())
        + " IPv4 addresses pass";
  }

  private static long number(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits) {
      throw new IllegalArgumentException("a number of addresses has up to ten digits");
    }
    return Long.parseLong(text);
  }

  private static Optional<AuthorizedSpace> passingSpace(Facts facts) {
    return facts.mailFrom().is(SpfResult.PASS) ? facts.space() : Optional.empty();
  }

  static Evaluation aligned(List<String> arguments) {
    String mode = arguments.isEmpty() ? "relaxed" : arguments.get(0).toLowerCase(Locale.ROOT);
    if (arguments.size() > 1 || !(mode.equals("relaxed") || mode.equals("strict"))) {
      throw new IllegalArgumentException("takes relaxed or strict");
    }
    boolean strict = mode.equals("strict");
    return Evaluation.of(
        subject ->
            subject
                .facts()
                .alignment()
                .filter(alignment -> !strict || alignment == Alignment.STRICT)
                .map(alignment -> "of the same organization as " + authors(subject.facts())));
  }

  static Optional<String> notAligned(Subject subject) {
    Facts facts = subject.facts();
    boolean passes =
        facts.mailFrom().is(SpfResult.PASS)
            || (facts.sender().domain().isEmpty() && facts.helo().is(SpfResult.PASS));
    return passes && !facts.authors().isEmpty() && facts.alignment().isEmpty()
        ? Optional.of("SPF passes for another organization than that of " + authors(facts))
        : Optional.empty();
  }

  private static String authors(Facts facts) {
    return SafeText.printable(String.join(", ", facts.authors()), MAX_NAME);
  }

  static Optional<String> nullSender(Subject subject) {
    Optional<String> address = subject.facts().sender().address();
    return when(address.filter(String::isEmpty).isPresent(), "the envelope sender is null");
  }

  static Optional<String> forwarded(Subject subject) {
    return subject
        .facts()
        .forwarder()
        .map(name -> "came through the forwarder " + SafeText.printable(name, MAX_NAME));
  }

  /** As SpamAssassin has it: the HELO name does not begin with the client's name in DNS. */
  static Optional<String> heloUnlikeReverseName(Subject subject) {
    Optional<Hop> judged = subject.facts().path().judged();
    if (judged.isEmpty() || judged.get().reverseName().isEmpty() || judged.get().helo().isEmpty()) {
      return Optional.empty();
    }
    String helo = judged.get().helo().toLowerCase(Locale.ROOT);
    String name = judged.get().reverseName().toLowerCase(Locale.ROOT);
    return helo.startsWith(name)
        ? Optional.empty()
        : Optional.of(SafeText.printable(helo + " is " + name + " in DNS", 2 * MAX_NAME));
  }
}
