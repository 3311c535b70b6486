package org.spfsuite.mailet.metrics;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.spfsuite.scoring.rule.Hit;
import org.spfsuite.scoring.score.ScoreReport;

/**
 * What James's metrics tell of scores, beside {@link SpfMetrics}. There are counters for rules of
 * the policy only, and all of them from the start.
 */
public final class ScoreMetrics {

  private final MetricFactory factory;
  private final Metric ham;
  private final Metric spam;
  private final Metric refused;
  private final Metric unscored;
  private final Map<String, Metric> rules = new ConcurrentHashMap<>();

  /** Metrics that James publishes. */
  public ScoreMetrics(MetricFactory factory) {
    this.factory = factory;
    this.ham = factory.generate("spf.score.ham");
    this.spam = factory.generate("spf.score.spam");
    this.refused = factory.generate("spf.score.refuse");
    this.unscored = factory.generate("spf.score.unscored");
  }

  /** A policy has these rules. */
  public void rules(Collection<String> names) {
    names.forEach(this::rule);
  }

  private Metric rule(String name) {
    return rules.computeIfAbsent(name, known -> factory.generate("spf.score.rule." + known));
  }

  /** One message, for one group of recipients. */
  public void scored(ScoreReport report) {
    (report.isSpam() ? spam : ham).increment();
    for (Hit hit : report.hits()) {
      rule(hit.rule()).increment();
    }
  }

  /** A message was refused for its score. */
  public void refused() {
    refused.increment();
  }

  /** A message came in without a score, which was not there in time or not at all. */
  public void unscored() {
    unscored.increment();
  }
}
