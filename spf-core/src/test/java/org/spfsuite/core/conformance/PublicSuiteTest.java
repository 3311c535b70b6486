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
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.conformance.Scenario.Case;
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
    return suite(zone -> zone, PublicSuiteTest::run);
  }

  @TestFactory
  Stream<DynamicNode> overDnsOnLoopback() throws IOException {
    return suite(PublicSuiteTest::serve, PublicSuiteTest::run);
  }

  /** Each verdict again, from nothing but the trace of the first. */
  @TestFactory
  Stream<DynamicNode> replayedFromTheTrace() throws IOException {
    return suite(zone -> zone, PublicSuiteTest::replay);
  }

  private static void replay(DnsResolver dns, Case test) {
    Verdict first = checker(dns).checkMailFrom(test.request());
    DnsResolver trace = first.trace().orElseThrow().replay();
    Verdict again = checker(trace).checkMailFrom(test.request());

    assertThat(again)
        .usingRecursiveComparison()
        .ignoringFields("counters.elapsed")
        .isEqualTo(first);
  }

  private static DnsResolver serve(Zone zone) {
    try {
      LoopbackDnsServer server = LoopbackDnsServer.start(zone);
      SERVERS.add(server);
      return DnsJavaResolver.builder()
          .servers(List.of(server.address()))
          .timeout(Duration.ofMillis(300))
          .rounds(3) // a loaded machine may be slow to answer
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<DynamicNode> suite(
      Function<Zone, DnsResolver> dns, BiConsumer<DnsResolver, Case> test) throws IOException {
    Path file =
        Path.of(System.getProperty("spf.reference.dir", "../../shared"))
            .resolve("openspf/rfc7208-tests.yml");
    assumeTrue(
        Files.exists(file),
        () ->
            "the public RFC 7208 suite is not at "
                + file.toAbsolutePath().normalize()
                + "; give its folder with -Dspf.reference.dir");
    return SuiteReader.read(file).stream().map(scenario -> container(scenario, dns, test));
  }

  private static DynamicNode container(
      Scenario scenario, Function<Zone, DnsResolver> dns, BiConsumer<DnsResolver, Case> test) {
    DnsResolver resolver = dns.apply(scenario.zone());
    return DynamicContainer.dynamicContainer(
        scenario.description(),
        scenario.cases().stream()
            .map(c -> DynamicTest.dynamicTest(c.name(), () -> test.accept(resolver, c))));
  }

  private static SpfChecker checker(DnsResolver dns) {
    return SpfChecker.builder()
        .resolver(dns)
        .settings(CheckSettings.DEFAULTS.withDefaultExplanation("DEFAULT").withTraces(true))
        .build();
  }

  private static void run(DnsResolver dns, Case test) {
    Verdict verdict = checker(dns).checkMailFrom(test.request());
    assertThat(test.expected().results())
        .as("%s: %s", verdict.reason(), verdict)
        .contains(verdict.result().text());
    if (verdict.result() == SpfResult.FAIL) {
      test.expected()
          .explanation()
          .ifPresent(
              expected ->
                  assertThat(verdict.explanation().map(Explanation::raw)).contains(expected));
    }
  }
}
