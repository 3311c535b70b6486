package org.spfsuite.mailet;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.config.SpfConfiguration;
import org.spfsuite.mailet.config.SpfConfigurationException;
import org.spfsuite.mailet.config.SpfConfigurationReader;
import org.spfsuite.mailet.engine.Patience;
import org.spfsuite.mailet.engine.SpfEngine;
import org.spfsuite.mailet.journal.RefusalLog;
import org.spfsuite.mailet.metrics.ScoreMetrics;
import org.spfsuite.mailet.metrics.SpfMetrics;
import org.spfsuite.mailet.scoring.Scoring;

/**
 * What all hooks, mailets and routes of one James share: one configuration and one engine. Guice
 * makes it when the first of them is loaded; nothing needs to be declared for that.
 */
@Singleton
public final class SpfService {

  private static final Logger LOGGER = LoggerFactory.getLogger(SpfService.class);

  /** Where the configuration stands, in James's words. */
  static final String FILE_URL = "file://conf/spf.properties";

  private static final String FILE_NAME = "conf/spf.properties";

  /** More checks at once than any DNS server would thank us for. */
  private static final int MAX_CHECKS = 256;

  private static final String FOLDER_URL = "file://conf/";

  private final FileSystem fileSystem;
  private final MetricFactory metricFactory;
  private final SpfMetrics metrics;
  private final Executor executor = Workers.upTo(MAX_CHECKS, "spf-check-");
  private final Patience patience = new Patience(System::nanoTime);
  private final List<ConfigurationProblem> problems;
  private final RefusalLog refusals;

  /** Null only as long as James does not start, because of the problems. */
  private volatile @Nullable SpfEngine engine;

  /** Null as long as nobody wants scores, or if they have problems. */
  private volatile @Nullable Scoring scoring;

  /** Reads the configuration; its problems are told by {@link #refuseToStartWith}. */
  @Inject
  public SpfService(FileSystem fileSystem, MetricFactory metricFactory, GaugeRegistry gauges) {
    this.fileSystem = fileSystem;
    this.metricFactory = metricFactory;
    this.metrics = new SpfMetrics(metricFactory, gauges);
    SpfConfigurationReader.Outcome read = read();
    this.problems = read.problems();
    this.refusals = new RefusalLog(read.configuration().keptRefusals());
    if (problems.isEmpty()) {
      this.engine = SpfEngine.of(read.configuration(), executor, metrics);
      metrics.watch(() -> engine().answers(), () -> engine().policies());
    }
  }

  private SpfConfigurationReader.Outcome read() {
    Optional<Path> file = file();
    LOGGER.info(
        "SPF: {}",
        file.map(path -> "configured by " + path).orElse("no " + FILE_NAME + ": all defaults"));
    return SpfConfigurationReader.read(file, FILE_NAME);
  }

  private Optional<Path> file() {
    try {
      return Optional.of(fileSystem.getFile(FILE_URL).toPath()).filter(Files::exists);
    } catch (FileNotFoundException e) {
      LOGGER.debug("James knows no place for {}", FILE_URL, e);
      return Optional.empty();
    }
  }

  /**
   * The engine as configured now. Whoever does several things for one message keeps it.
   *
   * @throws SpfConfigurationException if the configuration is wrong, so that there is none
   */
  public SpfEngine engine() {
    SpfEngine current = engine;
    if (current == null) {
      throw new SpfConfigurationException(problems);
    }
    return current;
  }

  /**
   * Reads what messages are scored by, unless that has happened. Whoever wants scores calls this
   * when it is made.
   *
   * @return what is wrong with it
   */
  public synchronized List<ConfigurationProblem> prepareScoring() {
    SpfEngine current = engine;
    if (current == null || scoring != null) {
      return List.of(); // without an engine James does not start anyway
    }
    Scoring.Outcome read = scoring(current, new ScoreMetrics(metricFactory));
    scoring = read.scoring().orElse(null);
    return read.problems();
  }

  private Scoring.Outcome scoring(SpfEngine with, ScoreMetrics scoreMetrics) {
    return Scoring.read(with, this::inConf, scoreMetrics);
  }

  private Path inConf(String name) {
    try {
      return fileSystem.getFile(FOLDER_URL + name).toPath();
    } catch (FileNotFoundException e) {
      LOGGER.debug("James knows no place for {}", name, e);
      return Path.of("conf", name);
    }
  }

  /**
   * Scores as configured now.
   *
   * @throws IllegalStateException if nobody has prepared them, or they had problems
   */
  public Scoring scoring() {
    Scoring current = scoring;
    if (current == null) {
      throw new IllegalStateException("scoring has not been prepared");
    }
    return current;
  }

  /** How long threads of James may wait. */
  public Patience patience() {
    return patience;
  }

  /** What is counted. */
  public SpfMetrics metrics() {
    return metrics;
  }

  /** The last refusals. */
  public RefusalLog refusals() {
    return refusals;
  }

  /**
   * Stops James's start if anything is wrong.
   *
   * @param more problems of the element that the caller is configured by
   * @throws SpfConfigurationException naming all problems, those of {@code conf/spf.properties} too
   */
  public void refuseToStartWith(List<ConfigurationProblem> more) {
    List<ConfigurationProblem> all = new ArrayList<>(problems);
    all.addAll(more);
    if (!all.isEmpty()) {
      throw new SpfConfigurationException(all);
    }
  }

  /**
   * Reads {@code conf/spf.properties} again. What has begun under the old configuration ends under
   * it.
   *
   * @return what is wrong with it; empty if it is now in force, otherwise the old one stays
   */
  public synchronized List<ConfigurationProblem> reload() {
    SpfConfigurationReader.Outcome read = read();
    List<ConfigurationProblem> wrong =
        read.problems().isEmpty() ? use(read.configuration()) : read.problems();
    if (!wrong.isEmpty()) {
      LOGGER.warn(
          "SPF: the configuration stays as it is.{}",
          new SpfConfigurationException(wrong).getMessage());
    }
    return wrong;
  }

  /** All of it or nothing. */
  private List<ConfigurationProblem> use(SpfConfiguration configuration) {
    SpfEngine next = engine().with(configuration);
    Scoring old = scoring;
    if (old != null) {
      Scoring.Outcome scores = scoring(next, old.metrics());
      if (scores.scoring().isEmpty()) {
        return scores.problems();
      }
      scoring = scores.scoring().get();
    }
    engine = next;
    refusals.keep(configuration.keptRefusals());
    return List.of();
  }
}
