package org.spfsuite.mailet.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.SpfVerdicts;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.check.DomainOverrides;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.dns.cache.CacheStatistics;
import org.spfsuite.core.dns.cache.CachingResolver;
import org.spfsuite.core.dns.dnsjava.DnsJavaResolver;
import org.spfsuite.core.memory.PolicyStatistics;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.mailet.config.DnsConfiguration;
import org.spfsuite.mailet.config.SpfConfiguration;
import org.spfsuite.mailet.metrics.SpfMetrics;
import org.spfsuite.mailet.policy.Spared;
import org.spfsuite.mailet.policy.Trust;
import org.spfsuite.scoring.Scorer;
import org.spfsuite.scoring.policy.ScorePolicy;
import org.spfsuite.scoring.rule.ScoreSet;

/** Checks as one configuration wants them, on threads that are not James's. Immutable. */
public final class SpfEngine {

  /** What stands for the policy of a domain when its mail exchangers are meant. */
  private static final String MAIL_EXCHANGERS = "v=spf1 mx -all";

  private static final DnsName ROOT = DnsName.ofLabels(List.of()).orElseThrow();

  /** Verdicts on our own mail exchangers take one of so many parts more memory. */
  private static final int MAIL_EXCHANGERS_PART = 8;

  private final SpfConfiguration configuration;
  private final Executor executor;
  private final SpfMetrics metrics;
  private final Dns dns;
  private final CheckSettings settings;
  private final SpfChecker checker;
  private final SpfChecker mailExchangers;

  /**
   * The way to DNS.
   *
   * @param network asks the servers
   * @param cache in front of it
   */
  private record Dns(DnsResolver network, CachingResolver cache) {}

  private SpfEngine(
      SpfConfiguration configuration, Executor executor, SpfMetrics metrics, Dns dns) {
    this.configuration = configuration;
    this.executor = executor;
    this.metrics = metrics;
    this.dns = dns;
    CheckSettings limited =
        CheckSettings.DEFAULTS
            .withLimits(configuration.limits())
            .withOverrides(configuration.overrides());
    this.settings = configuration.receiver().map(limited::withReceiver).orElse(limited);
    this.checker = checker(settings, configuration.policyBytes());
    this.mailExchangers =
        checker(
            settings.withOverrides(asMailExchangers(configuration.secondaryMx())),
            configuration.policyBytes() / MAIL_EXCHANGERS_PART);
  }

  /**
   * An engine.
   *
   * @param executor runs checks; may refuse them
   */
  public static SpfEngine of(
      SpfConfiguration configuration, Executor executor, SpfMetrics metrics) {
    return new SpfEngine(configuration, executor, metrics, dns(configuration.dns(), metrics));
  }

  /** The engine of another configuration; it keeps the DNS answers if those are asked for alike. */
  public SpfEngine with(SpfConfiguration other) {
    Dns kept = other.dns().equals(configuration.dns()) ? dns : dns(other.dns(), metrics);
    return new SpfEngine(other, executor, metrics, kept);
  }

  private static Dns dns(DnsConfiguration how, SpfMetrics metrics) {
    DnsJavaResolver network =
        DnsJavaResolver.builder()
            .servers(how.servers())
            .timeout(how.timeout())
            .rounds(how.rounds())
            .build();
    CachingResolver cache =
        CachingResolver.builder(new MeasuredResolver(network, metrics))
            .maximumBytes(how.cacheBytes())
            .serveStale(how.staleness())
            .build();
    return new Dns(network, cache);
  }

  private SpfChecker checker(CheckSettings how, long bytes) {
    return SpfChecker.builder().resolver(dns.cache()).settings(how).policyMemory(bytes).build();
  }

  private static DomainOverrides asMailExchangers(List<String> domains) {
    DomainOverrides.Builder overrides = DomainOverrides.builder();
    domains.forEach(domain -> overrides.replace(domain, MAIL_EXCHANGERS));
    return overrides.build();
  }

  /** What the engine was made from. */
  public SpfConfiguration configuration() {
    return configuration;
  }

  /** Starts a check of the HELO identity. */
  public CompletableFuture<Verdict> checkHelo(SpfRequest request) {
    return start(checker, Identity.HELO, request);
  }

  /** Starts a check of the MAIL FROM identity. */
  public CompletableFuture<Verdict> checkMailFrom(SpfRequest request) {
    return start(checker, Identity.MAIL_FROM, request);
  }

  /** What checks are made by. */
  public SpfChecker checker() {
    return checker;
  }

  /** Checks both identities, each no longer than a check may take. */
  public SpfVerdicts check(SpfRequest request) {
    return checker.check(request);
  }

  /** Scores messages by the same checks and DNS answers, and trusts the same forwarders. */
  public Scorer scorer(Supplier<ScorePolicy> policies, ScoreSet scores) {
    return Scorer.builder()
        .policies(policies)
        .scores(scores)
        .resolver(dns.cache())
        .checker(checker)
        .forwarders(configuration.forwarders())
        .build();
  }

  /**
   * Starts work that may wait for DNS.
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

  private CompletableFuture<Verdict> start(
      SpfChecker asked, Identity identity, SpfRequest request) {
    try {
      return asked.start(identity, request, executor);
    } catch (RejectedExecutionException e) {
      Problem problem =
          new Problem(ProblemCode.INTERNAL, "", "too many checks are under way already");
      return CompletableFuture.completedFuture(Verdict.ofProblem(identity, problem));
    }
  }

  /** Starts to find out whether the client is one of those whom the configuration trusts. */
  public CompletableFuture<Trust> trust(IpAddress client) {
    List<CompletableFuture<Trust>> answers = new ArrayList<>();
    for (String domain : configuration.forwarders()) {
      answers.add(trust(checker, client, new Spared(Spared.By.FORWARDER, domain)));
    }
    for (String domain : configuration.secondaryMx()) {
      answers.add(trust(mailExchangers, client, new Spared(Spared.By.SECONDARY_MX, domain)));
    }
    CompletableFuture<Trust> all = CompletableFuture.completedFuture(new Trust.No());
    for (CompletableFuture<Trust> answer : answers) {
      all = all.thenCombine(answer, SpfEngine::better);
    }
    return all;
  }

  private CompletableFuture<Trust> trust(SpfChecker asked, IpAddress client, Spared as) {
    // The HELO identity stands for postmaster at the domain: RFC 7208 §2.3.
    SpfRequest request = new SpfRequest(client, as.what(), "");
    return start(asked, Identity.HELO, request).thenApply(verdict -> trust(verdict.result(), as));
  }

  private static Trust trust(SpfResult result, Spared as) {
    return switch (result) {
      case PASS -> new Trust.Yes(as);
      case TEMPERROR -> new Trust.Unknown();
      default -> new Trust.No();
    };
  }

  private static Trust better(Trust one, Trust other) {
    return one instanceof Trust.Yes || other instanceof Trust.No ? one : other;
  }

  /**
   * The verdicts with the story behind them. Waits as long as checks may take.
   *
   * @return verdicts with a trace; DNS answers may come from memory, verdicts never do
   */
  public SpfVerdicts explain(SpfRequest request) {
    return checker(settings.withTraces(true), 0).check(request);
  }

  /** Forgets all that rests on DNS answers about this name or a name below it. */
  public void flush(DnsName name) {
    dns.cache().flush(name); // first, or what is forgotten next might be found in it again
    checker.flush(name);
    mailExchangers.flush(name);
  }

  /**
   * Asks the DNS servers, never a cache, for something that needs nobody else: any answer but a
   * failure tells that they work.
   */
  public CompletionStage<DnsAnswer> probe() {
    return dns.network().lookup(new DnsQuestion(ROOT, RecordType.TXT));
  }

  /** What the DNS cache did and holds. */
  public CacheStatistics answers() {
    return dns.cache().statistics();
  }

  /** What the memory for verdicts did and holds. */
  public PolicyStatistics policies() {
    return checker.policyStatistics();
  }
}
