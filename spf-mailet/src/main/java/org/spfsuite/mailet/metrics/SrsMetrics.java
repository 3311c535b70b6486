package org.spfsuite.mailet.metrics;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.spfsuite.srs.outcome.Form;
import org.spfsuite.srs.outcome.ForwardOutcome;
import org.spfsuite.srs.outcome.ReverseOutcome;

/**
 * What James's metrics tell of rewritten senders. All counters but those of keys are there from the
 * start, at zero. {@code srs.forward.*} and {@code srs.reverse.*} count what mailets did, {@code
 * srs.rcpt.*} what clients were told before.
 */
public final class SrsMetrics {

  private static final String SRS = "srs.";
  private static final String RCPT = "srs.rcpt.";

  private final MetricFactory factory;
  private final GaugeRegistry gauges;
  private final Map<String, Metric> counters = new ConcurrentHashMap<>();

  /** Metrics that James publishes. */
  public SrsMetrics(MetricFactory factory, GaugeRegistry gauges) {
    this.factory = factory;
    this.gauges = gauges;
  }

  /** Somebody uses SRS: its counters begin at zero. */
  public void begin() {
    forwards();
    for (String phase : new String[] {SRS, RCPT}) {
      reversals(phase);
    }
    for (Event event : Event.values()) {
      counter(event.counter());
    }
  }

  private void forwards() {
    for (Form form : Form.values()) {
      counter(SRS + "forward.rewritten." + lower(form));
    }
    for (ForwardOutcome.Reason reason : ForwardOutcome.Reason.values()) {
      counter(SRS + "forward.left." + lower(reason));
    }
    for (ForwardOutcome.Problem problem : ForwardOutcome.Problem.values()) {
      counter(SRS + "forward.failed." + lower(problem));
    }
  }

  private void reversals(String phase) {
    for (Form form : Form.values()) {
      counter(phase + "reverse.original." + lower(form));
    }
    for (ReverseOutcome.Refusal refusal : ReverseOutcome.Refusal.values()) {
      counter(phase + "reverse.refused." + lower(refusal));
    }
    counter(phase + "reverse.unavailable");
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private Metric counter(String name) {
    return counters.computeIfAbsent(name, factory::generate);
  }

  /** A decision on the spool, by the names of {@link org.spfsuite.srs.audit.Audit}. */
  public void spool(String name) {
    counter(SRS + name).increment();
  }

  /** A decision in the SMTP dialogue, by the same names. */
  public void rcpt(String name) {
    counter(RCPT + name).increment();
  }

  /** What else is counted. */
  public enum Event {
    /** A message comes from inside, so its sender stays: {@code srs.forward.left.inside}. */
    LEFT_INSIDE("forward.left.inside"),
    /** A message gets a sender of its alias: {@code srs.forward.remailed}. */
    REMAILED("forward.remailed"),
    /** A message waits in the queue: {@code srs.deferred}. */
    DEFERRED("deferred"),
    /** A message has waited for long enough: {@code srs.given-up}. */
    GIVEN_UP("given-up"),
    /** An author is known again before a bounce is written: {@code srs.restored}. */
    RESTORED("restored"),
    /** A bounce is told in our words: {@code srs.redacted}. */
    REDACTED("redacted"),
    /** What is no bounce would have told too much: {@code srs.withheld}. */
    WITHHELD("withheld"),
    /** A client is told the new address: {@code srs.rcpt.moved}. */
    MOVED("rcpt.moved"),
    /** No answer in time: {@code srs.rcpt.deadline}. */
    DEADLINE("rcpt.deadline"),
    /** A bug of ours: {@code srs.internal-error}. */
    BUG("internal-error");

    private final String name;

    Event(String name) {
      this.name = name;
    }

    private String counter() {
      return SRS + name;
    }
  }

  /** Something happened. */
  public void count(Event event) {
    counter(event.counter()).increment();
  }

  /** Publishes how many senders are stored. */
  public void watchStore(LongSupplier size) {
    gauges.register("srs.store.senders", size::getAsLong);
  }
}
