package org.spfsuite.benchmarks.engine;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;
import org.apache.james.jspf.core.DNSService;
import org.apache.james.jspf.executor.AsynchronousSPFExecutor;
import org.apache.james.jspf.executor.SPFExecutor;
import org.apache.james.jspf.executor.SPFResult;
import org.apache.james.jspf.executor.StagedMultipleSPFExecutor;
import org.apache.james.jspf.executor.SynchronousSPFExecutor;
import org.apache.james.jspf.impl.DNSServiceAsynchSimulator;
import org.apache.james.jspf.impl.DNSServiceXBillImpl;
import org.apache.james.jspf.impl.SPF;
import org.spfsuite.benchmarks.world.Workload;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.verdict.SpfResult;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.SimpleResolver;

/** Apache jSPF, set up to be as fast as it can be. */
public final class Jspf {

  private Jspf() {}

  static Checks synchronous(Workload workload) {
    DNSService dns = new MemoryDnsService(workload.world().texts());
    return checks(dns, new SynchronousSPFExecutor(dns), workload);
  }

  static Checks asynchronous(Workload workload) {
    DNSService dns = new MemoryDnsService(workload.world().texts());
    return checks(dns, new AsynchronousSPFExecutor(dns), workload);
  }

  static Checks staged(Workload workload) {
    DNSService dns = new MemoryDnsService(workload.world().texts());
    SPFExecutor executor = new StagedMultipleSPFExecutor(new DNSServiceAsynchSimulator(dns, false));
    return checks(dns, executor, workload);
  }

  private static Checks checks(DNSService dns, SPFExecutor executor, Workload workload) {
    Request[] requests = workload.requests().stream().map(Request::of).toArray(Request[]::new);
    return new Ready(engine(dns, executor), requests);
  }

  /** It expands an explanation for each fail; the empty one is the cheapest. */
  private static SPF engine(DNSService dns, SPFExecutor executor) {
    SPF spf = new SPF(dns, executor);
    spf.setDefaultExplanation("");
    return spf;
  }

  /** jSPF over its own resolver, which asks this server and knows nothing yet. */
  public static Function<SpfRequest, SpfResult> cold(InetSocketAddress server) {
    Lookup.setDefaultCache(new Cache(), DClass.IN);
    Lookup.setDefaultSearchPath(List.of());
    DNSService dns = new DNSServiceXBillImpl(new SimpleResolver(server));
    SPF spf = engine(dns, new SynchronousSPFExecutor(dns));
    return request -> result(Request.of(request).checkWith(spf));
  }

  private static SpfResult result(SPFResult verdict) {
    String text = verdict.getResult();
    return SpfResult.of(text)
        .orElseThrow(() -> new IllegalStateException("jSPF says \"" + text + "\""));
  }

  /**
   * A request as jSPF takes it.
   *
   * @param client address literal
   * @param helo name in HELO
   * @param mailFrom sender
   */
  private record Request(String client, String helo, String mailFrom) {

    static Request of(SpfRequest request) {
      String client = request.client().toInetAddress().getHostAddress();
      return new Request(client, request.helo(), request.mailFrom());
    }

    SPFResult checkWith(SPF spf) {
      SPFResult verdict = spf.checkSPF(client, mailFrom, helo);
      verdict.getResult(); // waits, if there is something to wait for
      return verdict;
    }
  }

  /** Requests to an engine that has no memory to warm. */
  private static final class Ready implements Checks {
    private final SPF spf;
    private final Request[] requests;

    Ready(SPF spf, Request[] requests) {
      this.spf = spf;
      this.requests = requests;
    }

    @Override
    public int count() {
      return requests.length;
    }

    @Override
    public SPFResult check(int index) {
      return requests[index].checkWith(spf);
    }

    @Override
    public SpfResult result(Object verdict) {
      return Jspf.result((SPFResult) verdict);
    }
  }
}
