package org.spfsuite.core.check;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.macro.MacroContext;
import org.spfsuite.core.memory.RecordMemory;
import org.spfsuite.core.text.AsciiDomain;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Counters;
import org.spfsuite.core.verdict.Explanation;
import org.spfsuite.core.verdict.Explanation.Source;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.core.verdict.Warning;

/**
 * {@code check_host()} of RFC 7208 §4: the definition of what a policy means. Safe for use by
 * several threads; each call waits for DNS in the calling thread, no longer than the time limit.
 */
public final class CheckHost {

  private static final int MAX_DOMAIN = 253;

  /** No other limit than those of the settings. */
  public static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  /** Some ten thousand records of usual size. */
  private static final long RECORD_BYTES = 32L << 20;

  private final DnsResolver resolver;
  private final CheckSettings settings;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final RecordMemory records;

  /**
   * A checker.
   *
   * @param resolver asks DNS
   * @param settings how checks are done
   * @param clock the time for {@code %{t}}
   * @param nanoTime measures the time limit, as {@link System#nanoTime} does
   */
  public CheckHost(
      DnsResolver resolver, CheckSettings settings, InstantSource clock, LongSupplier nanoTime) {
    this(resolver, settings, clock, nanoTime, new RecordMemory(RECORD_BYTES));
  }

  private CheckHost(
      DnsResolver resolver,
      CheckSettings settings,
      InstantSource clock,
      LongSupplier nanoTime,
      RecordMemory records) {
    this.resolver = resolver;
    this.settings = settings;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.records = records;
  }

  /** The same over another resolver; both share the records that they have read. */
  public CheckHost over(DnsResolver other) {
    return new CheckHost(other, settings, clock, nanoTime, records);
  }

  /** Checks one identity. */
  public Verdict check(CheckArguments raw) {
    return examine(raw).verdict();
  }

  /** Checks one identity, and finds out for whom else the verdict holds. */
  public Examination examine(CheckArguments raw) {
    return examine(raw, Extent.FULL, FOREVER);
  }

  /**
   * Checks one identity as far as it matters, and finds out for whom else the verdict holds.
   *
   * @param extent what to look at; a trace is kept of {@link Extent#FULL} only
   * @param atMost the time that it may take, positive; the limits of the domain hold besides
   */
  public Examination examine(CheckArguments raw, Extent extent, Duration atMost) {
    Optional<DnsName> name = domainName(raw.domain());
    CheckArguments arguments = normalize(raw, name);
    CheckLimits limits = limits(name).within(atMost);
    boolean traced = settings.traced() && extent == Extent.FULL;
    Tracer tracer = traced ? new TraceRecorder(arguments.client()) : Tracer.OFF;
    Lookups lookups =
        new Lookups(resolver, guesses -> rehearse(arguments, extent, name, limits, guesses));
    Evaluation evaluation = evaluation(arguments, extent, limits, tracer, lookups);
    PolicyOutcome outcome =
        name.<PolicyOutcome>map(evaluation::evaluate).orElseGet(PolicyOutcome.None::new);
    SpfResult result = treated(result(outcome), name, evaluation.warnings());
    Optional<Explanation> explanation =
        extent == Extent.FULL ? explain(result, outcome, evaluation) : Optional.empty();
    String domain =
        name.map(DnsName::toString).orElseGet(() -> SafeText.printable(raw.domain(), MAX_DOMAIN));
    return examination(
        verdict(result, raw.identity(), domain, outcome, explanation, evaluation), evaluation);
  }

  private static Verdict verdict(
      SpfResult result,
      Identity identity,
      String domain,
      PolicyOutcome outcome,
      Optional<Explanation> explanation,
      Evaluation evaluation) {
    return new Verdict(
        result,
        identity,
        domain,
        outcome instanceof PolicyOutcome.Decided decided ? decided.steps() : List.of(),
        explanation,
        problem(outcome),
        evaluation.warnings().all(),
        counters(evaluation),
        evaluation.dns().authentic(),
        evaluation.dns().ttlSeconds(),
        evaluation.tracer().trace());
  }

  private static Examination examination(Verdict verdict, Evaluation evaluation) {
    Scope scope = evaluation.scope();
    return new Examination(
        verdict,
        scope.reach(),
        scope.range(),
        scope.personal(),
        scope.compared(),
        evaluation.dns().questions());
  }

  private CheckLimits limits(Optional<DnsName> name) {
    return name.flatMap(settings.overrides()::limits).orElse(settings.limits());
  }

  private Evaluation evaluation(
      CheckArguments arguments, Extent extent, CheckLimits limits, Tracer tracer, Lookups lookups) {
    Scope scope = new Scope(arguments.client(), extent);
    LookupBudget budget = new LookupBudget(limits);
    DnsSession dns = new DnsSession(lookups, budget, limits, tracer, nanoTime);
    return new Evaluation(arguments, scope, settings, clock, budget, tracer, dns, records);
  }

  /** Empty answers do not count: most of them are guessed. */
  private void rehearse(
      CheckArguments arguments,
      Extent extent,
      Optional<DnsName> name,
      CheckLimits limits,
      DnsResolver guesses) {
    if (settings.prefetch()) {
      Lookups guessed = new Lookups(guesses, none -> {});
      name.ifPresent(
          evaluation(arguments, extent, limits.withoutVoidLimit(), Tracer.OFF, guessed)::evaluate);
    }
  }

  private static Counters counters(Evaluation evaluation) {
    return new Counters(
        evaluation.budget().lookups(),
        evaluation.voidLookups().count(),
        evaluation.dns().wireQueries(),
        Duration.ofNanos(evaluation.dns().elapsedNanos()));
  }

  private Optional<Explanation> explain(
      SpfResult result, PolicyOutcome outcome, Evaluation evaluation) {
    if (result != SpfResult.FAIL) {
      return Optional.empty();
    }
    Optional<String> owners =
        outcome instanceof PolicyOutcome.Decided decided && decided.result() == SpfResult.FAIL
            ? new Explanations(evaluation).of(decided.frame())
            : Optional.empty();
    return owners
        .map(text -> new Explanation(Source.DOMAIN_OWNER, text))
        .or(
            () ->
                settings.defaultExplanation().map(text -> new Explanation(Source.RECEIVER, text)));
  }

  private SpfResult treated(SpfResult result, Optional<DnsName> name, Warnings warnings) {
    Optional<SpfResult> other = name.flatMap(n -> settings.overrides().treatment(n, result));
    other.ifPresent(
        as ->
            warnings.add(
                Warning.Code.OVERRIDDEN,
                name.map(DnsName::toString).orElse(""),
                result + " is treated as " + as));
    return other.orElse(result);
  }

  private SpfResult result(PolicyOutcome outcome) {
    if (outcome instanceof PolicyOutcome.Decided decided) {
      return decided.result();
    }
    return outcome instanceof PolicyOutcome.Unusable unusable
        ? result(unusable.problem().code())
        : SpfResult.NONE;
  }

  private SpfResult result(ProblemCode code) {
    boolean permerror = code == ProblemCode.DEADLINE && settings.choices().deadlineIsPermerror();
    return permerror ? SpfResult.PERMERROR : code.result();
  }

  private static Optional<Problem> problem(PolicyOutcome outcome) {
    return outcome instanceof PolicyOutcome.Unusable unusable
        ? Optional.of(unusable.problem())
        : Optional.empty();
  }

  /** §4.3, and RFC 8616 §4 for names beyond ASCII; empty if there is no domain to check. */
  private Optional<DnsName> domainName(String domain) {
    boolean refused = domain.indexOf('_') >= 0 && !settings.choices().underscores();
    if (domain.isEmpty() || domain.startsWith("[") || refused) {
      return Optional.empty();
    }
    return AsciiDomain.of(domain).flatMap(DnsName::parse);
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
