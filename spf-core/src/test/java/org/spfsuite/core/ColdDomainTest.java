package org.spfsuite.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.dns.cache.CachingResolver;
import org.spfsuite.core.dns.dnsjava.DnsJavaResolver;
import org.spfsuite.core.testing.LoopbackDnsServer;
import org.spfsuite.core.testing.LoopbackDnsServer.Received;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/** A burst of mail from a domain that nobody has asked about. */
final class ColdDomainTest {

  private static final int CHECKS = 1_000;

  private static final Zone ZONE =
      Zone.builder()
          .txt("cold.example", "v=spf1 mx a:www.%{d} exists:%{l}.who.%{d} include:esp.example -all")
          .mx("cold.example", 10, "mx1.cold.example")
          .mx("cold.example", 20, "mx2.cold.example")
          .address("mx1.cold.example", "198.51.100.1")
          .address("mx2.cold.example", "198.51.100.2")
          .txt("esp.example", "v=spf1 redirect=more.esp.example")
          .txt("more.esp.example", "v=spf1 ip4:192.0.2.0/24 -all")
          .build();

  private static final List<String> QUESTIONS =
      List.of(
          "cold.example/TXT",
          "cold.example/MX",
          "mx1.cold.example/A",
          "mx2.cold.example/A",
          "www.cold.example/A",
          "me.who.cold.example/A",
          "esp.example/TXT",
          "more.esp.example/TXT");

  @Test
  @Timeout(60)
  void aThousandChecksAtOnceSendEachQueryOnce() throws Exception {
    try (LoopbackDnsServer server = LoopbackDnsServer.start(ZONE)) {
      server.delayAnswers(Duration.ofMillis(50));
      DnsJavaResolver dns =
          DnsJavaResolver.builder()
              .servers(List.of(server.address()))
              .timeout(Duration.ofSeconds(15)) // no repetitions, however busy the machine
              .rounds(1)
              .build();
      CompletableFuture<Void> allHere = new CompletableFuture<>();
      DnsResolver gate = question -> allHere.thenCompose(go -> dns.lookup(question));
      CachingResolver cache = CachingResolver.builder(gate).build();

      List<Verdict> verdicts = burst(cache, allHere);

      assertThat(server.received().stream().map(Received::question))
          .containsExactlyInAnyOrderElementsOf(QUESTIONS);
      assertThat(verdicts).hasSize(CHECKS);
      assertThat(verdicts).allMatch(verdict -> verdict.result() == SpfResult.PASS);
      assertThat(verdicts.stream().mapToInt(verdict -> verdict.counters().wireQueries()).sum())
          .as("each query is on one bill")
          .isEqualTo(QUESTIONS.size());
      assertThat(cache.statistics().misses()).isEqualTo(QUESTIONS.size());
    }
  }

  /**
   * Runs the checks, and opens the gate to DNS when the last of them waits for the first answer.
   */
  private static List<Verdict> burst(CachingResolver cache, CompletableFuture<Void> allHere)
      throws Exception {
    CountDownLatch asked = new CountDownLatch(CHECKS);
    DnsResolver counting =
        question -> {
          var answer = cache.lookup(question);
          asked.countDown();
          return answer;
        };
    SpfChecker checker = SpfChecker.builder().resolver(counting).build();
    SpfRequest request = SpfRequest.of("192.0.2.1", "helo.example", "me@cold.example");
    ExecutorService threads = Executors.newFixedThreadPool(CHECKS);
    try {
      List<Future<Verdict>> checks = new ArrayList<>();
      for (int i = 0; i < CHECKS; i++) {
        checks.add(threads.submit(() -> checker.checkMailFrom(request)));
      }
      assertThat(asked.await(15, TimeUnit.SECONDS)).isTrue();
      allHere.complete(null);
      List<Verdict> verdicts = new ArrayList<>();
      for (Future<Verdict> check : checks) {
        verdicts.add(check.get(30, TimeUnit.SECONDS));
      }
      return verdicts;
    } finally {
      threads.shutdownNow();
    }
  }
}
