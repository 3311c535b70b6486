package org.spfsuite.mailet;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import javax.annotation.PreDestroy;
import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.config.SpfConfiguration;
import org.spfsuite.mailet.config.SpfConfigurationException;
import org.spfsuite.mailet.config.SrsConfiguration;
import org.spfsuite.mailet.config.SrsConfigurationReader;
import org.spfsuite.mailet.config.StoreConfiguration;
import org.spfsuite.mailet.engine.Patience;
import org.spfsuite.mailet.metrics.SrsMetrics;
import org.spfsuite.mailet.srs.Keys;
import org.spfsuite.mailet.srs.SrsEngine;
import org.spfsuite.mailet.srs.Stores;
import org.spfsuite.srs.key.KeyRing;
import org.spfsuite.srs.policy.Departure;
import org.spfsuite.srs.policy.RewriteWhen;
import org.spfsuite.srs.store.SenderStore;
import org.spfsuite.srs.store.StoreException;

/**
 * What all that rewrites senders in one James shares: one configuration, one key ring, one store.
 * Guice makes it when the first of them is loaded; it reads {@code conf/srs.properties} when the
 * first one calls {@link #refuseToStartWith}, so who does not use SRS needs none.
 */
@Singleton
public final class SrsService implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(SrsService.class);

  private static final String FILE_NAME = "conf/srs.properties";

  /** Those who wait for a store. */
  private static final int MAX_WORKERS = 64;

  /** In which a store should have answered once. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final FileSystem fileSystem;
  private final DomainList domains;
  private final SpfService spf;
  private final SrsMetrics metrics;
  private final Executor executor = Workers.upTo(MAX_WORKERS, "srs-");

  private @Nullable List<ConfigurationProblem> problems;

  /** Null until there is one; a file can be open only once. */
  private volatile @Nullable OpenStore store;

  /** Null until somebody uses SRS, or if James does not start because of problems. */
  private volatile @Nullable SrsEngine engine;

  /** Reads nothing yet. */
  @Inject
  public SrsService(
      FileSystem fileSystem,
      MetricFactory metricFactory,
      GaugeRegistry gauges,
      DomainList domains,
      SpfService spf) {
    this.fileSystem = fileSystem;
    this.domains = domains;
    this.spf = spf;
    this.metrics = new SrsMetrics(metricFactory, gauges);
  }

  /**
   * What became of the files.
   *
   * @param engine made from them; no value if they have problems
   * @param problems with them
   */
  private record Loaded(Optional<SrsEngine> engine, List<ConfigurationProblem> problems) {}

  /** A store, and what it was opened by. */
  private record OpenStore(StoreConfiguration by, Optional<SenderStore> store) {}

  /**
   * Reads the configuration, unless that has happened, and stops James's start if anything is
   * wrong.
   *
   * @param more problems of the element that the caller is configured by
   * @throws SpfConfigurationException naming all problems, those of {@code conf/srs.properties},
   *     its keys and {@code conf/spf.properties} too
   */
  public synchronized void refuseToStartWith(List<ConfigurationProblem> more) {
    List<ConfigurationProblem> known = problems;
    if (known == null) {
      metrics.begin();
      metrics.watchStore(this::stored);
      Loaded loaded = load();
      engine = loaded.engine().orElse(null);
      known = loaded.problems();
      problems = known;
    }
    List<ConfigurationProblem> all = new ArrayList<>(known);
    all.addAll(more);
    spf.refuseToStartWith(all);
  }

  private Loaded load() {
    Optional<Path> file = Optional.of(inConf("srs.properties")).filter(Files::exists);
    LOGGER.info("SRS: {}", file.map(path -> "configured by " + path).orElse("no " + FILE_NAME));
    SrsConfigurationReader.Outcome read = SrsConfigurationReader.read(file, FILE_NAME);
    List<ConfigurationProblem> wrong = new ArrayList<>(read.problems());
    SrsConfiguration configuration = read.configuration();
    Optional<Supplier<KeyRing>> keys = Keys.open(inConf(configuration.keys()), wrong);
    if (keys.isEmpty() || !wrong.isEmpty()) {
      return new Loaded(Optional.empty(), wrong);
    }
    Optional<SenderStore> opened = store(configuration.store(), wrong);
    return wrong.isEmpty()
        ? new Loaded(Optional.of(engine(configuration, keys.get(), opened)), wrong)
        : new Loaded(Optional.empty(), wrong);
  }

  /** The store that is open already if it is the same, or another one in its place. */
  private Optional<SenderStore> store(StoreConfiguration by, List<ConfigurationProblem> wrong) {
    OpenStore before = store;
    if (before != null && before.by().equals(by)) {
      return before.store();
    }
    Optional<SenderStore> opened = Stores.open(by, this::file, wrong);
    if (wrong.isEmpty()) {
      store = new OpenStore(by, opened);
      opened.ifPresent(this::awaken);
      if (before != null) {
        before.store().ifPresent(SenderStore::close); // who still asks it tries again later
      }
    }
    return opened;
  }

  /** James starts without it: mail that needs it waits. */
  private void awaken(SenderStore opened) {
    CompletableFuture<Void> unused =
        start(
            () -> {
              try {
                opened.awaitAnswer(PATIENCE);
              } catch (StoreException e) {
                LOGGER.warn("SRS: long senders wait until the store answers: {}", e.text());
              }
              return null;
            });
  }

  /** How many senders are stored, as far as the store tells. */
  private long stored() {
    OpenStore current = store;
    if (current == null || current.store().isEmpty()) {
      return 0;
    }
    try {
      return current.store().get().size();
    } catch (StoreException e) {
      LOGGER.debug("SRS: {}", e.text());
      return -1;
    }
  }

  private SrsEngine engine(
      SrsConfiguration configuration, Supplier<KeyRing> keys, Optional<SenderStore> opened) {
    configuration.srsDomains().stream()
        .filter(domain -> !isOwn(domain))
        .forEach(
            domain ->
                LOGGER.warn(
                    "SRS: {} is not in James's list of domains: bounces to it will be refused",
                    domain));
    SrsEngine.Parts parts =
        new SrsEngine.Parts(
            keys, opened, departure(configuration), this::isOwn, Optional.ofNullable(engine));
    return new SrsEngine(configuration, parts, metrics);
  }

  private Optional<Departure> departure(SrsConfiguration configuration) {
    return configuration.when() == RewriteWhen.ALWAYS
        ? Optional.empty()
        : Optional.of(
            new Departure(
                spf.engine().checker(),
                configuration.outgoing(),
                configuration.helo(),
                configuration.timeout()));
  }

  /** Whether a domain is James's; if James does not know now, it is not. */
  private boolean isOwn(String domain) {
    try {
      return domains.containsDomain(Domain.of(domain));
    } catch (DomainListException | IllegalArgumentException e) {
      LOGGER.warn("SRS: James cannot tell whether {} is a domain of its own", domain, e);
      return false;
    }
  }

  /** A file in {@code conf/}, or wherever a whole path says. */
  private Path inConf(String name) {
    return Path.of(name).isAbsolute() ? Path.of(name) : file("conf/" + name);
  }

  /** A file in James's working directory, or wherever a whole path says. */
  private Path file(String name) {
    try {
      Path whole = Path.of(name);
      return whole.isAbsolute() ? whole : fileSystem.getFile("file://" + name).toPath();
    } catch (FileNotFoundException e) {
      LOGGER.debug("James knows no place for {}", name, e);
      return Path.of(name);
    }
  }

  /**
   * The engine as configured now. Whoever does several things for one message keeps it.
   *
   * @throws IllegalStateException if nobody has called {@link #refuseToStartWith}
   */
  public SrsEngine engine() {
    SrsEngine current = engine;
    if (current == null) {
      throw new IllegalStateException("SRS is not configured");
    }
    return current;
  }

  /**
   * Starts work that may wait.
   *
   * @return fails if too much is under way already
   */
  public <T> CompletableFuture<T> start(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** What {@code conf/spf.properties} comes to, which says who is exempt. */
  public SpfConfiguration spfConfiguration() {
    return spf.engine().configuration();
  }

  /** How long threads of James may wait. */
  public Patience patience() {
    return spf.patience();
  }

  /** What is counted. */
  public SrsMetrics metrics() {
    return metrics;
  }

  /**
   * Reads {@code conf/srs.properties} and its keys again, if anybody uses SRS.
   *
   * @return what is wrong; empty if the new ones are in force, otherwise the old ones stay
   */
  public synchronized List<ConfigurationProblem> reload() {
    if (engine == null) {
      return List.of();
    }
    Loaded loaded = load();
    if (loaded.engine().isPresent()) {
      engine = loaded.engine().get();
    } else {
      LOGGER.warn(
          "SRS: the configuration stays as it is.{}",
          new SpfConfigurationException(loaded.problems()).getMessage());
    }
    return loaded.problems();
  }

  /** James stops. */
  @Override
  @PreDestroy
  public synchronized void close() {
    OpenStore open = store;
    if (open != null) {
      open.store().ifPresent(SenderStore::close);
      LOGGER.info("SRS: the store is closed");
    }
  }
}
