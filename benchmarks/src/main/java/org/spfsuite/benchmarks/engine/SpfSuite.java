package org.spfsuite.benchmarks.engine;

import java.util.List;
import org.spfsuite.benchmarks.world.Workload;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.cache.CachingResolver;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/** This project, as it is set up for each benchmark. */
public final class SpfSuite {

  /** What is not enough for the largest benchmark, but comes unless another size is set. */
  private static final long USUAL_POLICY_BYTES = 64L << 20;

  private static final long POLICY_BYTES = 4L << 10;
  private static final int ANSWER_BYTES = 1 << 30;
  private static final int USUAL_DOMAINS = 1_000;

  private SpfSuite() {}

  static Checks checks(Workload workload) {
    CachingResolver dns = cached(workload.world().resolver(), workload.domains());
    SpfChecker checker =
        workload.remembers()
            ? policiesOnly(dns, workload.domains())
            : SpfChecker.builder().resolver(dns).policyMemory(0).build();
    return new Warm(checker, workload.requests());
  }

  /** As in a server that has been up for a while. */
  public static SpfChecker hot(DnsResolver dns) {
    return hot(dns, USUAL_DOMAINS);
  }

  /** The same with memories that so many domains fit into. */
  public static SpfChecker hot(DnsResolver dns, int domains) {
    return policiesOnly(cached(dns, domains), domains);
  }

  private static CachingResolver cached(DnsResolver dns, int domains) {
    return CachingResolver.builder(dns)
        .maximumEntries(Math.max(100_000, 2 * domains))
        .maximumBytes(ANSWER_BYTES)
        .build();
  }

  /** Keeps no DNS answers. */
  public static SpfChecker policiesOnly(DnsResolver dns, int domains) {
    return SpfChecker.builder()
        .resolver(dns)
        .policyMemory(Math.max(USUAL_POLICY_BYTES, POLICY_BYTES * domains))
        .build();
  }

  /** Without any memory of earlier checks. */
  public static SpfChecker cold(DnsResolver dns, boolean prefetch) {
    return SpfChecker.builder()
        .resolver(dns)
        .policyMemory(0)
        .settings(CheckSettings.DEFAULTS.withPrefetch(prefetch))
        .build();
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
