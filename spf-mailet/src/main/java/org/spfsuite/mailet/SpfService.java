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
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.james.filesystem.api.FileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.check.CheckLimits;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.dns.cache.CachingResolver;
import org.spfsuite.core.dns.dnsjava.DnsJavaResolver;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.config.SpfConfiguration;
import org.spfsuite.mailet.config.SpfConfigurationException;
import org.spfsuite.mailet.config.SpfConfigurationReader;

/**
 * The engine as James shares it: one configuration and one checker for all hooks and mailets. Guice
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

  private static final int MAX_DETAIL = 200;

  private final SpfConfigurationReader.Outcome configuration;
  private final Optional<SpfChecker> checker;
  private final Executor executor;

  /** Reads the configuration; its problems are told by {@link #refuseToStartWith}. */
  @Inject
  public SpfService(FileSystem fileSystem) {
    this.configuration = SpfConfigurationReader.read(file(fileSystem), FILE_NAME);
    this.executor = executor();
    this.checker =
        configuration.problems().isEmpty()
            ? Optional.of(checker(configuration.configuration()))
            : Optional.empty();
  }

  private static Optional<Path> file(FileSystem fileSystem) {
    Optional<Path> file = Optional.empty();
    try {
      file = Optional.of(fileSystem.getFile(FILE_URL).toPath()).filter(Files::exists);
    } catch (FileNotFoundException e) {
      LOGGER.debug("James knows no place for {}", FILE_URL, e);
    }
    LOGGER.info(
        "SPF: {}",
        file.map(path -> "configured by " + path).orElse("no " + FILE_NAME + ": all defaults"));
    return file;
  }

  private static SpfChecker checker(SpfConfiguration configuration) {
    DnsJavaResolver resolver =
        DnsJavaResolver.builder()
            .servers(configuration.dnsServers())
            .timeout(configuration.dnsTimeout())
            .rounds(configuration.dnsRounds())
            .build();
    CheckLimits limits = CheckLimits.RFC_7208.withTimeout(configuration.checkTimeout());
    CheckSettings settings = CheckSettings.DEFAULTS.withLimits(limits);
    return SpfChecker.builder()
        .resolver(CachingResolver.builder(resolver).build())
        .settings(configuration.receiver().map(settings::withReceiver).orElse(settings))
        .build();
  }

  /** Daemon threads that come and go with the load; a check too many is refused, not queued. */
  private static Executor executor() {
    AtomicInteger number = new AtomicInteger();
    ThreadFactory threads =
        task -> {
          Thread thread = new Thread(task, "spf-check-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    return new ThreadPoolExecutor(
        0, MAX_CHECKS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
  }

  /** What {@code conf/spf.properties} comes to. */
  public SpfConfiguration configuration() {
    return configuration.configuration();
  }

  /**
   * Stops James's start if anything is wrong.
   *
   * @param more problems of the element that the caller is configured by
   * @throws SpfConfigurationException naming all problems, those of {@code conf/spf.properties} too
   */
  public void refuseToStartWith(List<ConfigurationProblem> more) {
    List<ConfigurationProblem> all = new ArrayList<>(configuration.problems());
    all.addAll(more);
    if (!all.isEmpty()) {
      throw new SpfConfigurationException(all);
    }
  }

  /** Starts a check of the HELO identity. */
  public CompletableFuture<Verdict> checkHelo(SpfRequest request) {
    return start(Identity.HELO, checker -> checker.checkHelo(request));
  }

  /** Starts a check of the MAIL FROM identity. */
  public CompletableFuture<Verdict> checkMailFrom(SpfRequest request) {
    return start(Identity.MAIL_FROM, checker -> checker.checkMailFrom(request));
  }

  private CompletableFuture<Verdict> start(Identity identity, Function<SpfChecker, Verdict> check) {
    SpfChecker started =
        checker.orElseThrow(() -> new SpfConfigurationException(configuration.problems()));
    try {
      return CompletableFuture.supplyAsync(() -> check.apply(started), executor);
    } catch (RejectedExecutionException e) {
      Problem problem =
          new Problem(ProblemCode.INTERNAL, "", MAX_CHECKS + " checks are under way already");
      return CompletableFuture.completedFuture(Verdict.ofProblem(identity, problem));
    }
  }

  /** The verdict on an identity whose check did not end in time. */
  public static Verdict late(Identity identity, Duration limit) {
    String detail = "no verdict after " + limit.toMillis() + " ms";
    return Verdict.ofProblem(identity, new Problem(ProblemCode.DEADLINE, "", detail));
  }

  /** The verdict on an identity whose check broke. */
  public static Verdict failed(Identity identity, Throwable error) {
    String detail = SafeText.printable(error.toString(), MAX_DETAIL);
    return Verdict.ofProblem(identity, new Problem(ProblemCode.INTERNAL, "", detail));
  }
}
