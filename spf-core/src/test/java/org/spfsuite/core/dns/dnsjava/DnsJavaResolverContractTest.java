package org.spfsuite.core.dns.dnsjava;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.ResolverContract;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.testing.LoopbackDnsServer;

/** dnsjava over real sockets keeps the contract of a resolver. */
final class DnsJavaResolverContractTest extends ResolverContract {

  private final List<LoopbackDnsServer> servers = new ArrayList<>();

  @AfterEach
  void stopServers() throws IOException {
    for (LoopbackDnsServer server : servers) {
      server.close();
    }
  }

  @Override
  protected DnsResolver resolverOf(Zone zone) throws IOException {
    LoopbackDnsServer server = LoopbackDnsServer.start(zone);
    servers.add(server);
    return DnsJavaResolver.builder()
        .servers(List.of(server.address()))
        .timeout(Duration.ofMillis(500))
        .rounds(1)
        .build();
  }
}
