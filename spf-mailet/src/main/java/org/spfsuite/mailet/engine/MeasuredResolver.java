package org.spfsuite.mailet.engine;

import java.util.concurrent.CompletionStage;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.mailet.metrics.SpfMetrics;

/** Times what really goes to the DNS servers. */
final class MeasuredResolver implements DnsResolver {

  private final DnsResolver network;
  private final SpfMetrics metrics;

  MeasuredResolver(DnsResolver network, SpfMetrics metrics) {
    this.network = network;
    this.metrics = metrics;
  }

  @Override
  public CompletionStage<DnsAnswer> lookup(DnsQuestion question) {
    SpfMetrics.DnsTimer timer = metrics.startDns();
    return network
        .lookup(question)
        .thenApply(
            answer -> {
              timer.stop(answer);
              return answer;
            });
  }
}
