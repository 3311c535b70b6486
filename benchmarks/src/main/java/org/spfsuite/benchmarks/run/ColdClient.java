package org.spfsuite.benchmarks.run;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;
import org.spfsuite.benchmarks.engine.Jspf;
import org.spfsuite.benchmarks.engine.SpfSuite;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.dns.dnsjava.DnsJavaResolver;
import org.spfsuite.core.verdict.SpfResult;

/** Who asks the server, each with its own resolver. */
public enum ColdClient {
  /** This project as it comes. */
  PREFETCH("SPF Suite"),
  /** This project, one question after the other. */
  SEQUENTIAL("SPF Suite, no prefetch"),
  /** jSPF over dnsjava. */
  JSPF("jSPF");

  private final String title;

  ColdClient(String title) {
    this.title = title;
  }

  /** For tables. */
  public String title() {
    return title;
  }

  /** An engine that has seen nothing. */
  Function<SpfRequest, SpfResult> open(InetSocketAddress server) {
    return switch (this) {
      case PREFETCH -> suite(server, true);
      case SEQUENTIAL -> suite(server, false);
      case JSPF -> Jspf.cold(server);
    };
  }

  private static Function<SpfRequest, SpfResult> suite(InetSocketAddress server, boolean prefetch) {
    DnsJavaResolver dns = DnsJavaResolver.builder().servers(List.of(server)).build();
    SpfChecker checker = SpfSuite.cold(dns, prefetch);
    return request -> checker.checkMailFrom(request).result();
  }
}
