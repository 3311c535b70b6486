package org.spfsuite.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.dns.cache.CachingResolver;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/** A verdict that rests on answers past their TTL says so wherever it is read. */
final class StaleAnswersTest {

  private static final Zone UP =
      Zone.builder()
          .txt("shop.example", "v=spf1 a:mail.shop.example exists:gone.shop.example -all")
          .address("mail.shop.example", "192.0.2.1")
          .build();

  private static final Zone DOWN =
      Zone.builder()
          .failing("shop.example", FailureKind.SERVFAIL)
          .address("mail.shop.example", "192.0.2.99")
          .failing("gone.shop.example", FailureKind.TIMEOUT)
          .build();

  private volatile Zone dns = UP;
  private final AtomicLong clock = new AtomicLong();
  private final CachingResolver cache =
      CachingResolver.builder(question -> dns.lookup(question))
          .nanoTime(clock::get)
          .serveStale(Duration.ofDays(1))
          .build();

  private final Verdict verdict = staleVerdict();

  private Verdict staleVerdict() {
    Verdict fresh = check(cache);
    assertThat(fresh.result()).isEqualTo(SpfResult.FAIL);
    assertThat(fresh.warnings()).isEmpty();
    assertThat(VerdictText.tree(fresh.trace().orElseThrow(), TreeStyle.ASCII))
        .doesNotContain("stale");
    assertThat(VerdictJson.write(fresh)).doesNotContain("\"stale\":true");
    clock.addAndGet(Duration.ofHours(1).toNanos());
    dns = DOWN;
    return check(cache);
  }

  private static Verdict check(DnsResolver resolver) {
    return SpfChecker.builder()
        .resolver(resolver)
        .settings(CheckSettings.DEFAULTS.withTraces(true))
        .build()
        .checkMailFrom(SpfRequest.of("203.0.113.66", "helo.example", "me@shop.example"));
  }

  @Test
  void theVerdictHoldsForHalfAMinute() {
    assertThat(verdict.result()).isEqualTo(SpfResult.FAIL);
    assertThat(verdict.ttlSeconds()).isEqualTo(30);
    assertThat(verdict.authentic()).isFalse();
  }

  @Test
  void theTextNamesEachQuestion() {
    assertThat(VerdictText.of(verdict))
        .contains("  warning: stale-answer: TXT shop.example is past its TTL (shop.example)\n")
        .contains("  warning: stale-answer: A gone.shop.example is past its TTL (shop.example)\n")
        .doesNotContain("A mail.shop.example");
  }

  @Test
  void theTreeMarksEachAnswer() {
    assertThat(VerdictText.tree(verdict.trace().orElseThrow(), TreeStyle.ASCII))
        .contains(" exists:gone.shop.example -all, stale\n")
        .contains("DNS A mail.shop.example: 192.0.2.99\n")
        .contains("DNS A gone.shop.example: nxdomain, stale, a void look-up\n");
  }

  @Test
  void theJsonMarksEachAnswerAndKeepsItsSchema() throws IOException {
    String json = VerdictJson.write(verdict);
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("../docs/verdict.schema.json")))
                .validate(json, InputFormat.JSON))
        .as(json)
        .isEmpty();
    assertThat(json).contains("{\"code\":\"stale-answer\",\"domain\":\"shop.example\",");
    assertThat(json.split("\"stale\":true", -1)).hasSize(3);
    assertThat(json.split("\"stale\":false", -1)).hasSize(2);
  }

  @Test
  void theTraceReplaysToTheSameVerdict() {
    Verdict again = check(verdict.trace().orElseThrow().replay());
    assertThat(again)
        .usingRecursiveComparison()
        .ignoringFields("counters.elapsed")
        .isEqualTo(verdict);
    assertThat(again.warnings()).hasSize(2);
  }
}
