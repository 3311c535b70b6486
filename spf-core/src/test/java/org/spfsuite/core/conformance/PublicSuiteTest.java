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
import java.util.concurrent.atomic.AtomicInteger;
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
import org.spfsuite.core.verdict.Verdict;

/**
 * Every case of the public suite, over a zone in memory and over a real DNS server.
 *
 * <p>Where the suite allows two results, these are ours: two identical records are a permerror
 * (§4.5 speaks of records, and the zone has two); a target-name that cannot exist in DNS matches
 * nothing, so the case fails (§4.8 leaves the choice; nothing else in the record is at fault); of
 * several validated names {@code %{p}} takes one below the domain (§7.3 SHOULD), so that case
 * passes; of more than ten names of a client the first ten count, so that case is neutral or pass
 * with the order in which DNS gives them (§4.6.4).
 */
final class PublicSuiteTest {

  private static final List<LoopbackDnsServer> SERVERS = new ArrayList<>();
  private static final AtomicInteger PASSED = new AtomicInteger();
  private static final AtomicInteger EXPLANATIONS = new AtomicInteger();

  @AfterAll
  static void stopServers() throws IOException {
    System.out.printf(
        "Public RFC 7208 suite: %s cases passed in memory, over DNS and from traces, with %s"
            + " explanations in memory and over DNS%n",
        PASSED, EXPLANATIONS);
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
    PASSED.incrementAndGet();
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
    test.expected().explanation().ifPresent(expected -> verifyExplanation(verdict, expected));
    PASSED.incrementAndGet();
  }

  private static void verifyExplanation(Verdict verdict, String expected) {
    assertThat(verdict.explanation().map(Explanation::raw)).contains(expected);
    EXPLANATIONS.incrementAndGet();
  }
}
