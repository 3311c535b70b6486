package org.spfsuite.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.core.check.CheckArguments;
import org.spfsuite.core.check.CheckHost;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;

/** What a surveyor does as time goes by. */
final class SpaceSurveyorTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final AtomicLong now = new AtomicLong(-1_000);
  private final AtomicInteger asked = new AtomicInteger();

  private static CheckArguments claim() {
    return new CheckArguments(
        Identity.MAIL_FROM, IpAddress.ipv4(7), "bank.example", "ann", "h.example");
  }

  private static Zone zone(String record, long ttl) {
    return Zone.builder()
        .ttl(ttl)
        .txt("bank.example", record)
        .failing("broken.example", FailureKind.SERVFAIL)
        .build();
  }

  /** A surveyor whose clock goes on by so much with every look at it. */
  private SpaceSurveyor surveyor(DnsResolver dns, Duration perLook) {
    CheckHost host = new CheckHost(dns, CheckSettings.DEFAULTS, InstantSource.system(), now::get);
    DnsResolver counting =
        question -> {
          asked.incrementAndGet();
          return dns.lookup(question);
        };
    return new SpaceSurveyor(
        host, counting, TIMEOUT, () -> now.addAndGet(perLook.toNanos()), 1 << 20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the policy | its TTL | how long it is remembered, in seconds
        "v=spf1 -all                | 300       | 300",
        "v=spf1 -all                | 0         | 5",
        "v=spf1 -all                | 1         | 5",
        "v=spf1 -all                | 604800    | 86400",
        "v=spf1 nonsense            | 300       | 300",
        "v=spf1 a:broken.example    | 300       | 30",
      })
  void itIsRememberedAsLongAsItIsTrue(String record, long ttl, long seconds) {
    SpaceSurveyor surveyor = surveyor(zone(record, ttl), Duration.ZERO);
    surveyor.survey(claim());
    int once = asked.get();
    now.addAndGet(Duration.ofSeconds(seconds).minusMillis(1).toNanos());
    surveyor.survey(claim());
    assertThat(asked).hasValue(once);
    now.addAndGet(Duration.ofMillis(1).toNanos());
    surveyor.survey(claim());
    assertThat(asked).hasValue(2 * once);
  }

  @Test
  void theTtlGoesDown() {
    SpaceSurveyor surveyor = surveyor(zone("v=spf1 -all", 300), Duration.ZERO);
    assertThat(surveyor.survey(claim()).ttlSeconds()).isEqualTo(300);
    now.addAndGet(Duration.ofSeconds(100).toNanos());
    assertThat(surveyor.survey(claim()).ttlSeconds()).isEqualTo(200);
  }

  @Test
  void theTimeLimitIsForTheWholeSurvey() {
    Zone zone = zone("v=spf1 ip4:10.0.0.1 ip4:10.0.0.3 ip4:10.0.0.5 ip4:10.0.0.7 -all", 300);
    AuthorizedSpace space = surveyor(zone, TIMEOUT.dividedBy(7)).survey(claim());
    assertThat(space.ipv4()).isBetween(1L, 3L);
    assertThat(space.complete()).isFalse();
    assertThat(space.problem()).map(Problem::code).contains(ProblemCode.DEADLINE);
  }

  @Test
  void everyQuestionIsAskedOnce() {
    StringBuilder record = new StringBuilder("v=spf1 a:a.test mx:b.test");
    for (int i = 0; i < 100; i++) {
      record.append(" ip4:10.0.").append(i).append(".1");
    }
    AuthorizedSpace space = surveyor(zone(record + " -all", 300), Duration.ZERO).survey(claim());
    assertThat(space.ipv4()).isEqualTo(100);
    assertThat(asked).hasValue(4); // TXT, A, AAAA, MX
  }
}
