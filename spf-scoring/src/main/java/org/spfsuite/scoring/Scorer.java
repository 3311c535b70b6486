package org.spfsuite.scoring;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.check.CheckLimits;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.cache.CachingResolver;
import org.spfsuite.core.dns.dnsjava.DnsJavaResolver;
import org.spfsuite.scoring.fact.Facts;
import org.spfsuite.scoring.inquiry.Inquiry;
import org.spfsuite.scoring.inquiry.ScoreRequest;
import org.spfsuite.scoring.policy.PolicyFiles;
import org.spfsuite.scoring.policy.Profile;
import org.spfsuite.scoring.policy.ScorePolicy;
import org.spfsuite.scoring.rule.Hit;
import org.spfsuite.scoring.rule.ScoreSet;
import org.spfsuite.scoring.score.CompiledPolicy;
import org.spfsuite.scoring.score.ScoreReport;

/**
 * Gives messages points. Safe for use by several threads. A message is first looked into, which may
 * ask DNS and waits no longer than the policy allows, and then scored, which asks nobody anything.
 *
 * <pre>{@code
 * Scorer scorer = Scorer.builder().build();
 * ScoreReport report =
 *     scorer.score(ScoreRequest.of("203.0.113.9", "mail.bank.example", "teller@bank.example"));
 * }</pre>
 */
public final class Scorer {

  private final Supplier<ScorePolicy> policies;
  private final ScoreSet scores;
  private final DnsResolver resolver;
  private final Optional<SpfChecker> checker;
  private final List<String> forwarders;
  private final Map<String, LongAdder> hits = new ConcurrentHashMap<>();
  private final ReentrantLock adopting = new ReentrantLock();
  private volatile Working working;

  /** What is made from one policy. */
  private record Working(ScorePolicy policy, CompiledPolicy compiled, Inquiry inquiry) {}

  private Scorer(Builder builder) {
    this.policies = builder.policies;
    this.scores = builder.scores;
    this.resolver = builder.resolver.orElseGet(Scorer::systemResolver);
    this.checker = builder.checker;
    this.forwarders = builder.forwarders;
    this.working = working(policies.get());
  }

  private static DnsResolver systemResolver() {
    return CachingResolver.builder(DnsJavaResolver.builder().build()).build();
  }

  /** A builder with the recommended policy and the operating system's DNS servers. */
  public static Builder builder() {
    return new Builder();
  }

  private Working working(ScorePolicy policy) {
    CompiledPolicy compiled = CompiledPolicy.of(policy, scores);
    SpfChecker spf = checker.orElseGet(() -> checker(policy));
    return new Working(policy, compiled, new Inquiry(compiled, spf, resolver, forwarders));
  }

  private SpfChecker checker(ScorePolicy policy) {
    CheckLimits rfc = CheckLimits.RFC_7208;
    CheckLimits limits =
        new CheckLimits(
            policy.mode().lookups(),
            rfc.voidLookups(),
            rfc.mxHosts(),
            rfc.ptrNames(),
            policy.origins().timeout());
    return SpfChecker.builder()
        .resolver(resolver)
        .settings(CheckSettings.DEFAULTS.withLimits(limits))
        .build();
  }

  /**
   * Notices another policy. One thread makes it ready, others go on with the old one meanwhile.
   * Policies are large, and an equal one that was read anew may as well be taken for another.
   */
  @SuppressWarnings("ReferenceEquality")
  private Working current() {
    Working known = working;
    if (policies.get() == known.policy() || !adopting.tryLock()) {
      return known;
    }
    try {
      ScorePolicy policy = policies.get();
      if (policy != working.policy()) {
        working = working(policy);
      }
      return working;
    } finally {
      adopting.unlock();
    }
  }

  /** The policy that counts now, ready. */
  public CompiledPolicy policy() {
    return current().compiled();
  }

  /** Looks into a message. */
  public Facts facts(ScoreRequest request) {
    return current().inquiry().facts(request);
  }

  /** Looks into a message and scores it. */
  public ScoreReport score(ScoreRequest request) {
    Working now = current();
    return count(now.compiled().score(now.inquiry().facts(request)));
  }

  /**
   * Looks into a message once and scores it for each group of recipients who are treated alike.
   *
   * @return one report for each group, whose facts name its recipients; one if there are none
   */
  public List<ScoreReport> scoreEach(ScoreRequest request) {
    Working now = current();
    Facts facts = now.inquiry().facts(request);
    if (facts.recipients().isEmpty()) {
      return List.of(count(now.compiled().score(facts)));
    }
    return now.compiled().groups(facts.recipients()).stream()
        .map(group -> count(now.compiled().score(facts.forRecipients(group))))
        .toList();
  }

  /** Scores what is known of a message. */
  public ScoreReport score(Facts facts) {
    return count(current().compiled().score(facts));
  }

  private ScoreReport count(ScoreReport report) {
    for (Hit hit : report.hits()) {
      hits.computeIfAbsent(hit.rule(), rule -> new LongAdder()).increment();
    }
    return report;
  }

  /** How often each rule hit since the start, by name; rules that never did are missing. */
  public Map<String, Long> hitCounts() {
    Map<String, Long> counts = new TreeMap<>();
    hits.forEach((rule, count) -> counts.put(rule, count.sum()));
    return counts;
  }

  /** Settings of a scorer. */
  public static final class Builder {
    private Supplier<ScorePolicy> policies = () -> Recommended.POLICY;
    private ScoreSet scores = ScoreSet.NETWORK;
    private Optional<DnsResolver> resolver = Optional.empty();
    private Optional<SpfChecker> checker = Optional.empty();
    private List<String> forwarders = List.of();

    private Builder() {}

    /** Read when it is first needed. */
    private static final class Recommended {
      static final ScorePolicy POLICY = PolicyFiles.shipped(Profile.RECOMMENDED);
    }

    /** What messages are scored by; {@link Profile#RECOMMENDED} unless set. */
    public Builder policy(ScorePolicy value) {
      this.policies = () -> value;
      return this;
    }

    /**
     * What messages are scored by, asked for each message, such as {@link
     * org.spfsuite.scoring.policy.LivePolicy}.
     *
     * @param value is quick, never throws, and returns the same object as long as nothing changed
     */
    public Builder policies(Supplier<ScorePolicy> value) {
      this.policies = value;
      return this;
    }

    /** Which points count; {@link ScoreSet#NETWORK} unless set. */
    public Builder scores(ScoreSet value) {
      this.scores = value;
      return this;
    }

    /** Asks DNS; unless set, the servers of the operating system, behind a cache. */
    public Builder resolver(DnsResolver value) {
      this.resolver = Optional.of(value);
      return this;
    }

    /**
     * Checks SPF; unless set, one over the resolver, with the limits and the time of the policy.
     * One of your own shares what it remembers, and keeps its own limits; the policy's time holds
     * besides.
     */
    public Builder checker(SpfChecker value) {
      this.checker = Optional.of(value);
      return this;
    }

    /** Domains that are forwarders besides those that the policy trusts; none unless set. */
    public Builder forwarders(List<String> value) {
      this.forwarders = value.stream().map(domain -> domain.toLowerCase(Locale.ROOT)).toList();
      return this;
    }

    /**
     * The scorer.
     *
     * @throws IllegalStateException if no resolver is set and the system names no DNS server
     */
    public Scorer build() {
      return new Scorer(this);
    }
  }
}
