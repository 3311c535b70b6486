package org.spfsuite.mailet.metrics;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.api.TimeMetric;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.cache.CacheStatistics;
import org.spfsuite.core.memory.PolicyStatistics;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.mailet.policy.Action;
import org.spfsuite.mailet.policy.Decision;
import org.spfsuite.mailet.policy.Spared;

/**
 * What James's metrics tell of SPF. Names are those in the code below; Prometheus shows them with
 * underscores for dots. Every counter is there from the start, at zero, so that rates and alerts
 * work before the first case.
 */
public final class SpfMetrics {

  private final MetricFactory factory;
  private final GaugeRegistry gauges;
  private final Map<Identity, Map<SpfResult, Metric>> verdicts;
  private final Map<Action, Metric> decisions;
  private final Map<Spared.By, Metric> spared;
  private final Map<FailureKind, Metric> dnsFailures;
  private final Metric unchecked;
  private final Metric failed;
  private final Metric late;

  /** Metrics that James publishes. */
  public SpfMetrics(MetricFactory factory, GaugeRegistry gauges) {
    this.factory = factory;
    this.gauges = gauges;
    this.verdicts =
        each(
            Identity.class,
            identity ->
                each(
                    SpfResult.class,
                    result ->
                        factory.generate("spf.verdict." + identity.key() + "." + result.text())));
    this.decisions = each(Action.class, a -> factory.generate("spf.decision." + a.text()));
    this.spared = each(Spared.By.class, by -> factory.generate("spf.spared." + by.text()));
    this.dnsFailures =
        each(
            FailureKind.class,
            kind -> factory.generate("spf.dns.failure." + kind.name().toLowerCase(Locale.ROOT)));
    this.unchecked = factory.generate("spf.unchecked");
    this.failed = factory.generate("spf.internal-error");
    this.late = factory.generate("spf.deadline");
  }

  private static <K extends Enum<K>, V> Map<K, V> each(Class<K> type, Function<K, V> value) {
    Map<K, V> all = new EnumMap<>(type);
    for (K key : type.getEnumConstants()) {
      all.put(key, value.apply(key));
    }
    return all;
  }

  private static <K> void count(Map<K, Metric> counters, K key) {
    Optional.ofNullable(counters.get(key)).ifPresent(Metric::increment);
  }

  /** One identity of one message. */
  public void verdict(Verdict verdict) {
    count(verdicts.getOrDefault(verdict.identity(), Map.of()), verdict.result());
  }

  /** One recipient, or one sender where the decision falls there. */
  public void decision(Decision decision) {
    count(decisions, decision.action());
    decision.spared().ifPresent(reason -> count(spared, reason.by()));
  }

  /** A client that was not checked. */
  public void unchecked() {
    unchecked.increment();
  }

  /** A bug of ours. */
  public void failed() {
    failed.increment();
  }

  /** A verdict that was not there in time. */
  public void late() {
    late.increment();
  }

  /** A question goes to the DNS servers. */
  public DnsTimer startDns() {
    return new DnsTimer(factory.timer("spf.dns"));
  }

  /** The time that a question takes. */
  public final class DnsTimer {
    private final TimeMetric timer;

    private DnsTimer(TimeMetric timer) {
      this.timer = timer;
    }

    /** There is an answer, or none will come. */
    public void stop(DnsAnswer answer) {
      timer.stopAndPublish();
      if (answer instanceof DnsAnswer.Failure failure) {
        count(dnsFailures, failure.kind());
      }
    }
  }

  /** Publishes how full the memories are, and how often they help: shares from 0 to 1. */
  public void watch(Supplier<CacheStatistics> answers, Supplier<PolicyStatistics> policies) {
    gauges
        .register("spf.cache.answers.entries", () -> answers.get().entries())
        .register("spf.cache.answers.bytes", () -> answers.get().bytes())
        .register("spf.cache.answers.hitrate", () -> rate(answers.get()))
        .register("spf.cache.policies.entries", () -> policies.get().policies())
        .register("spf.cache.policies.bytes", () -> policies.get().bytes())
        .register("spf.cache.policies.hitrate", () -> rate(policies.get()));
  }

  private static double rate(CacheStatistics answers) {
    long found = answers.hits() + answers.joined();
    return share(found, found + answers.misses());
  }

  private static double rate(PolicyStatistics policies) {
    return share(policies.hits(), policies.hits() + policies.misses());
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
