package org.spfsuite.core.check;

import java.net.IDN;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.macro.MacroContext;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Counters;
import org.spfsuite.core.verdict.Explanation;
import org.spfsuite.core.verdict.Explanation.Source;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/**
 * {@code check_host()} of RFC 7208 §4: the definition of what a policy means. Safe for use by
 * several threads; each call waits for DNS in the calling thread, no longer than the time limit.
 */
public final class CheckHost {

  private static final int MAX_DOMAIN = 253;

  private final DnsResolver resolver;
  private final CheckLimits limits;
  private final String receiver;
  private final Optional<String> defaultExplanation;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  /**
   * A checker.
   *
   * @param resolver asks DNS
   * @param limits the bounds of each check
   * @param receiver name of the receiving host for {@code %{r}}; {@code unknown} if there is none
   * @param defaultExplanation what to say of a fail where the domain says nothing
   * @param clock the time for {@code %{t}}
   * @param nanoTime measures the time limit, as {@link System#nanoTime} does
   */
  public CheckHost(
      DnsResolver resolver,
      CheckLimits limits,
      String receiver,
      Optional<String> defaultExplanation,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.resolver = resolver;
    this.limits = limits;
    this.receiver = MacroContext.octets(receiver);
    this.defaultExplanation = defaultExplanation;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Checks one identity. */
  public Verdict check(CheckArguments raw) {
    LookupBudget budget = new LookupBudget(limits);
    DnsSession dns = new DnsSession(resolver, budget, limits, nanoTime);
    Optional<DnsName> name = domainName(raw.domain());
    CheckArguments arguments = normalize(raw, name);
    Evaluation evaluation =
        new Evaluation(arguments, limits, receiver, clock.instant(), budget, dns);
    PolicyOutcome outcome =
        name.<PolicyOutcome>map(evaluation::evaluate).orElseGet(PolicyOutcome.None::new);
    Optional<Explanation> explanation = explain(outcome, evaluation);
    Counters counters =
        new Counters(
            budget.lookups(),
            budget.voids(),
            dns.wireQueries(),
            Duration.ofNanos(dns.elapsedNanos()));
    return new Verdict(
        result(outcome),
        raw.identity(),
        name.map(DnsName::toString).orElseGet(() -> SafeText.printable(raw.domain(), MAX_DOMAIN)),
        outcome instanceof PolicyOutcome.Decided decided ? decided.steps() : List.of(),
        explanation,
        problem(outcome),
        counters,
        dns.authentic(),
        dns.ttlSeconds());
  }

  private Optional<Explanation> explain(PolicyOutcome outcome, Evaluation evaluation) {
    if (!(outcome instanceof PolicyOutcome.Decided decided) || decided.result() != SpfResult.FAIL) {
      return Optional.empty();
    }
    return new Explanations(evaluation)
        .of(decided.frame())
        .map(text -> new Explanation(Source.DOMAIN_OWNER, text))
        .or(() -> defaultExplanation.map(text -> new Explanation(Source.RECEIVER, text)));
  }

  private static SpfResult result(PolicyOutcome outcome) {
    if (outcome instanceof PolicyOutcome.Decided decided) {
      return decided.result();
    }
    return outcome instanceof PolicyOutcome.Unusable unusable
        ? unusable.problem().code().result()
        : SpfResult.NONE;
  }

  private static Optional<Problem> problem(PolicyOutcome outcome) {
    return outcome instanceof PolicyOutcome.Unusable unusable
        ? Optional.of(unusable.problem())
        : Optional.empty();
  }

  /** §4.3, and RFC 8616 §4 for names beyond ASCII; empty if there is no domain to check. */
  private static Optional<DnsName> domainName(String domain) {
    if (domain.isEmpty() || domain.startsWith("[")) {
      return Optional.empty();
    }
    return toAscii(domain).flatMap(DnsName::parse);
  }

  private static Optional<String> toAscii(String domain) {
    if (domain.chars().allMatch(c -> c < 0x80)) {
      return Optional.of(domain);
    }
    try {
      return Optional.of(IDN.toASCII(domain));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not a name that could exist
    }
  }

  private static CheckArguments normalize(CheckArguments raw, Optional<DnsName> name) {
    String local = raw.localPart().isEmpty() ? "postmaster" : raw.localPart(); // §4.3
    return new CheckArguments(
        raw.identity(),
        raw.client().unmapped(), // §5
        name.map(DnsName::text).orElse(""),
        MacroContext.octets(local),
        MacroContext.octets(raw.helo()));
  }
}
