package org.spfsuite.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.conformance.SuiteReader.Case;
import org.spfsuite.core.conformance.SuiteReader.Scenario;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.dns.dnsjava.DnsJavaResolver;
import org.spfsuite.core.testing.LoopbackDnsServer;
import org.spfsuite.core.verdict.Explanation;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/** Every case of the public suite, over a zone in memory and over a real DNS server. */
final class PublicSuiteTest {

  private static final List<LoopbackDnsServer> SERVERS = new ArrayList<>();

  @AfterAll
  static void stopServers() throws IOException {
    for (LoopbackDnsServer server : SERVERS) {
      server.close();
    }
  }

  @TestFactory
  Stream<DynamicNode> inMemory() throws IOException {
    return suite(zone -> zone);
  }

  @TestFactory
  Stream<DynamicNode> overDnsOnLoopback() throws IOException {
    return suite(PublicSuiteTest::serve);
  }

  private static DnsResolver serve(Zone zone) {
    try {
      LoopbackDnsServer server = LoopbackDnsServer.start(zone);
      SERVERS.add(server);
      return DnsJavaResolver.builder()
          .servers(List.of(server.address()))
          .timeout(Duration.ofMillis(200))
          .rounds(1)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<DynamicNode> suite(Function<Zone, DnsResolver> dns) throws IOException {
    Path file =
        Path.of(System.getProperty("spf.reference.dir", "../../shared"))
            .resolve("openspf/rfc7208-tests.yml");
    assumeTrue(
        Files.exists(file),
        () ->
            "the public RFC 7208 suite is not at "
                + file.toAbsolutePath().normalize()
                + "; give its folder with -Dspf.reference.dir");
    return SuiteReader.read(file).stream().map(scenario -> container(scenario, dns));
  }

  private static DynamicNode container(Scenario scenario, Function<Zone, DnsResolver> dns) {
    SpfChecker checker =
        SpfChecker.builder()
            .resolver(dns.apply(scenario.zone()))
            .settings(CheckSettings.DEFAULTS.withDefaultExplanation("DEFAULT"))
            .build();
    return DynamicContainer.dynamicContainer(
        scenario.description(),
        scenario.cases().stream()
            .map(test -> DynamicTest.dynamicTest(test.name(), () -> run(checker, test))));
  }

  private static void run(SpfChecker checker, Case test) {
    Verdict verdict = checker.checkMailFrom(test.request());
    assertThat(test.results())
        .as("%s: %s", verdict.reason(), verdict)
        .contains(verdict.result().text());
    if (verdict.result() == SpfResult.FAIL) {
      test.explanation()
          .ifPresent(
              expected ->
                  assertThat(verdict.explanation().map(Explanation::raw)).contains(expected));
    }
  }
}
