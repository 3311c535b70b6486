package org.spfsuite.core.dns.cache;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.ResolverContract;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.dns.dnsjava.DnsJavaResolver;
import org.spfsuite.core.testing.LoopbackDnsServer;

/** A cache keeps the contract of a resolver, whatever stands behind it. */
final class CachingResolverContractTest {

  @Nested
  final class OverMemory extends ResolverContract {
    @Override
    protected DnsResolver resolverOf(Zone zone) {
      return CachingResolver.builder(zone).build();
    }
  }

  @Nested
  final class OverSockets extends ResolverContract {
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
      return CachingResolver.builder(
              DnsJavaResolver.builder()
                  .servers(List.of(server.address()))
                  .timeout(Duration.ofMillis(500))
                  .rounds(1)
                  .build())
          .build();
    }
  }
}
