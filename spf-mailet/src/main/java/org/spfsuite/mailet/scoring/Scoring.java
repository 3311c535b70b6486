package org.spfsuite.mailet.scoring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.spfsuite.core.header.HeaderField;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.config.ScoreConfiguration;
import org.spfsuite.mailet.engine.SpfEngine;
import org.spfsuite.mailet.metrics.ScoreMetrics;
import org.spfsuite.mailet.policy.ScoreThresholds;
import org.spfsuite.scoring.Scorer;
import org.spfsuite.scoring.inquiry.ScoreRequest;
import org.spfsuite.scoring.policy.LivePolicy;
import org.spfsuite.scoring.policy.PolicyFiles;
import org.spfsuite.scoring.policy.PolicyProblem;
import org.spfsuite.scoring.policy.PolicyProblem.Severity;
import org.spfsuite.scoring.policy.PolicyReading;
import org.spfsuite.scoring.relay.TrustedNetworks;
import org.spfsuite.scoring.report.SpamHeaders;
import org.spfsuite.scoring.score.ScoreReport;

/**
 * Scores messages as one configuration wants it. The policy follows its files while James runs; if
 * something in them is wrong, the old one stays, and the log says so. Safe for several threads.
 */
public final class Scoring {

  /** How often the files are looked at. */
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private static final String EXPECTED =
      "lines as SpamAssassin's .cf files have them; see the sample spf-score.cf";

  private final SpfEngine engine;
  private final Scorer scorer;
  private final ScoreMetrics metrics;

  private Scoring(SpfEngine engine, Scorer scorer, ScoreMetrics metrics) {
    this.engine = engine;
    this.scorer = scorer;
    this.metrics = metrics;
  }

  /**
   * What became of a policy.
   *
   * @param scoring by it; no value if there are problems
   * @param problems everything that is wrong with it
   */
  public record Outcome(Optional<Scoring> scoring, List<ConfigurationProblem> problems) {
    /** Copies the list. */
    public Outcome {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads the policy that the engine's configuration names.
   *
   * @param engine whose checks and DNS answers are used
   * @param conf where a file in {@code conf/} is
   */
  public static Outcome read(SpfEngine engine, Function<String, Path> conf, ScoreMetrics metrics) {
    ScoreConfiguration configuration = engine.configuration().score();
    PolicyFiles files = files(configuration, conf);
    PolicyReading reading = files.read();
    if (!reading.isUsable()) {
      return new Outcome(Optional.empty(), problems(reading));
    }
    PolicyJournal journal = new PolicyJournal(metrics);
    LivePolicy policy = LivePolicy.of(files, INTERVAL, journal::read);
    Scorer scorer = engine.scorer(policy, configuration.scores());
    return new Outcome(Optional.of(new Scoring(engine, scorer, metrics)), List.of());
  }

  private static PolicyFiles files(ScoreConfiguration configuration, Function<String, Path> conf) {
    List<Path> files = new ArrayList<>();
    for (String name : configuration.files()) {
      Path file = Path.of(name).isAbsolute() ? Path.of(name) : conf.apply(name);
      if (Files.exists(file) || !configuration.isOptional(name)) {
        files.add(file);
      }
    }
    return PolicyFiles.of(configuration.profile(), files.toArray(Path[]::new));
  }

  private static List<ConfigurationProblem> problems(PolicyReading reading) {
    return reading.problems().stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .map(problem -> new ConfigurationProblem(place(problem), problem.text(), EXPECTED))
        .toList();
  }

  private static String place(PolicyProblem problem) {
    return problem.line() == 0 ? problem.file() : problem.file() + " line " + problem.line();
  }

  /** What checks SPF for it. */
  public SpfEngine engine() {
    return engine;
  }

  /** What scores lead to. */
  public ScoreThresholds thresholds() {
    return engine.configuration().score().thresholds();
  }

  /**
   * Scores a message in the current thread, which may wait for DNS.
   *
   * @return one report for each group of recipients who are treated alike; at least one
   */
  public List<ScoreReport> score(ScoreRequest request) {
    List<ScoreReport> reports = scorer.scoreEach(request);
    reports.forEach(metrics::scored);
    return reports;
  }

  /**
   * The same in a thread that is not James's.
   *
   * @return fails if there are too many such threads already
   */
  public CompletableFuture<List<ScoreReport>> start(ScoreRequest request) {
    return engine.start(() -> score(request));
  }

  /**
   * The header fields that the policy wants in a message.
   *
   * @param host name of this host
   */
  public List<HeaderField> fields(ScoreReport report, String host) {
    return SpamHeaders.of(report, scorer.policy().policy().headers(), host);
  }

  /**
   * Whether a client is a relay of one's own that the policy names, so that the host before it is
   * judged.
   */
  public boolean looksBehind(IpAddress client) {
    TrustedNetworks networks = scorer.policy().policy().origins().networks();
    return networks
        .internal()
        .or(networks::trusted)
        .filter(own -> own.contains(client.unmapped()))
        .isPresent();
  }

  /** What is counted. */
  public ScoreMetrics metrics() {
    return metrics;
  }
}
