package org.spfsuite.benchmarks.engine;

import java.util.List;
import org.spfsuite.benchmarks.world.Workload;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.cache.CachingResolver;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/** This project, as it is set up for each benchmark. */
public final class SpfSuite {

  /** Room for a million simple domains. */
  private static final int ANSWERS = 2_000_000;

  private static final int ANSWER_BYTES = 1 << 30;

  private SpfSuite() {}

  static Checks checks(Workload workload) {
    return new Warm(hot(workload.world().resolver()), workload.requests());
  }

  /** As in a server that has been up for a while: all memories on, and large enough. */
  public static SpfChecker hot(DnsResolver dns) {
    return SpfChecker.builder().resolver(cached(dns)).build();
  }

  /** Nothing is kept but what checks themselves remember. */
  public static SpfChecker policiesOnly(DnsResolver dns) {
    return SpfChecker.builder().resolver(dns).build();
  }

  /** A cache that nothing falls out of. */
  private static DnsResolver cached(DnsResolver dns) {
    return CachingResolver.builder(dns).maximumEntries(ANSWERS).maximumBytes(ANSWER_BYTES).build();
  }

  /** Without any memory of earlier checks. */
  public static SpfChecker cold(DnsResolver dns, boolean prefetch) {
    return SpfChecker.builder().resolver(dns).build();
  }

  /** Requests to a checker that knows all their domains. */
  private static final class Warm implements Checks {
    private final SpfChecker checker;
    private final SpfRequest[] requests;

    Warm(SpfChecker checker, List<SpfRequest> requests) {
      this.checker = checker;
      this.requests = requests.toArray(SpfRequest[]::new);
      requests.forEach(checker::checkMailFrom);
    }

    @Override
    public int count() {
      return requests.length;
    }

    @Override
    public Verdict check(int index) {
      return checker.checkMailFrom(requests[index]);
    }

    @Override
    public SpfResult result(Object verdict) {
      return ((Verdict) verdict).result();
    }
  }
}
