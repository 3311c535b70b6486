package org.spfsuite.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.conformance.Scenario.Case;
import org.spfsuite.core.conformance.Scenario.Expected;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.dns.dnsjava.DnsJavaResolver;
import org.spfsuite.core.testing.LoopbackDnsServer;
import org.spfsuite.core.verdict.Explanation;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Verdict;

/** Every case of the suite in {@code src/test/resources/conformance}, in memory and over DNS. */
final class OwnSuiteTest {

  static final Path FOLDER = Path.of("src/test/resources/conformance");

  private static final Map<Zone, LoopbackDnsServer> SERVERS = new HashMap<>();
  private static final AtomicInteger PASSED = new AtomicInteger();

  @AfterAll
  static void stopServers() throws IOException {
    System.out.println("SPF suite's own cases: " + PASSED + " passed, in memory and over DNS");
    for (LoopbackDnsServer server : SERVERS.values()) {
      server.close();
    }
  }

  static List<Scenario> scenarios() throws IOException {
    List<Scenario> scenarios = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yml")).sorted().toList()) {
        scenarios.addAll(SuiteReader.read(file));
      }
    }
    return scenarios;
  }

  @TestFactory
  Stream<DynamicNode> inMemory() throws IOException {
    return scenarios().stream().map(s -> container(s, s.zone()));
  }

  @TestFactory
  Stream<DynamicNode> overDnsOnLoopback() throws IOException {
    assumeFalse(Boolean.getBoolean("conformance.in-memory-only"), "asked to leave out DNS");
    return scenarios().stream().map(s -> container(s, resolver(s.zone())));
  }

  private static DnsResolver resolver(Zone zone) {
    LoopbackDnsServer server = SERVERS.computeIfAbsent(zone, OwnSuiteTest::serve);
    return DnsJavaResolver.builder()
        .servers(List.of(server.address()))
        .timeout(Duration.ofMillis(300))
        .rounds(3) // a loaded machine may be slow to answer
        .build();
  }

  private static LoopbackDnsServer serve(Zone zone) {
    try {
      return LoopbackDnsServer.start(zone);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DynamicNode container(Scenario scenario, DnsResolver resolver) {
    return DynamicContainer.dynamicContainer(
        scenario.description(),
        scenario.cases().stream()
            .map(c -> DynamicTest.dynamicTest(c.name(), () -> run(c, resolver))));
  }

  private static void run(Case test, DnsResolver resolver) {
    ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    DnsResolver recording =
        question -> {
          asked.add(question.toString());
          return resolver.lookup(question);
        };
    SpfChecker checker =
        SpfChecker.builder()
            .resolver(recording)
            .settings(
                CheckSettings.DEFAULTS
                    .withChoices(ChoiceReader.read(test.choices()))
                    // What a check never needs may be asked for early where an answer takes time.
                    .withPrefetch(test.expected().notAsked().isEmpty())
                    .withDefaultExplanation("DEFAULT"))
            .build();
    Verdict verdict =
        test.identity() == Identity.HELO
            ? checker.checkHelo(test.request())
            : checker.checkMailFrom(test.request());
    verify(verdict, test.expected());
    assertThat(asked).containsAll(test.expected().asked());
    assertThat(asked).doesNotContainAnyElementsOf(notAsked(test));
    PASSED.incrementAndGet();
  }

  private static List<String> notAsked(Case test) {
    List<String> names = test.expected().notAsked();
    return names.isEmpty() ? List.of("type 99/SPF") : names;
  }

  private static void verify(Verdict verdict, Expected expected) {
    assertThat(expected.results()).as("%s", verdict).contains(verdict.result().text());
    is(verdict.explanation().map(Explanation::raw), expected.explanation(), verdict);
    is(Optional.of(verdict.mechanism()), expected.mechanism(), verdict);
    is(verdict.problem().map(p -> p.code().text()), expected.problem(), verdict);
    is(Optional.of(verdict.counters().lookups()), expected.lookups(), verdict);
    is(Optional.of(verdict.counters().voidLookups()), expected.voids(), verdict);
    expected
        .warning()
        .ifPresent(
            warning ->
                assertThat(verdict.warnings().stream().map(w -> w.code().text()))
                    .contains(warning));
  }

  private static <T> void is(Optional<T> actual, Optional<T> expected, Verdict verdict) {
    if (expected.isPresent()) {
      assertThat(actual).as("%s", verdict).isEqualTo(expected);
    }
  }
}
