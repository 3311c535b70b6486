package org.spfsuite.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.net.AddressRange;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Counters;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/** Verdicts by domain and address. */
final class PolicyMemoryTest {

  private static final String DOMAIN = "bank.example";

  private static final List<DnsQuestion> QUESTIONS =
      List.of(question("bank.example"), question("_spf.esp.example"));

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  private final List<DnsQuestion> expected = new ArrayList<>();
  private final PolicyMemory<String> memory =
      new PolicyMemory<>(String::length, 1 << 20, clock::get, expected::add);

  private static DnsQuestion question(String name) {
    return new DnsQuestion(DnsName.parse(name).orElseThrow(), RecordType.TXT);
  }

  private static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static AddressRange range(String first, String last) {
    return new AddressRange(address(first), address(last));
  }

  private static Verdict verdict(SpfResult result, long ttl) {
    return new Verdict(
        result,
        Identity.MAIL_FROM,
        DOMAIN,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        new Counters(3, 1, 7, Duration.ofMillis(12)),
        true,
        ttl,
        Optional.empty());
  }

  private @Nullable Verdict find(String address) {
    return memory.find(Identity.MAIL_FROM, DOMAIN, address(address));
  }

  private @Nullable SpfResult result(String address) {
    Verdict verdict = find(address);
    return verdict == null ? null : verdict.result();
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.9,",
    "192.0.2.10, PASS",
    "192.0.2.15, PASS",
    "192.0.2.20, PASS",
    "192.0.2.21,",
    "::192.0.2.15,"
  })
  void holdsForTheAddressesOfTheRange(String client, @Nullable SpfResult expected) {
    memory.keep(DOMAIN, range("192.0.2.10", "192.0.2.20"), verdict(SpfResult.PASS, 300), QUESTIONS);
    assertThat(result(client)).isEqualTo(expected);
    assertThat(memory.find(Identity.MAIL_FROM, "other.example", address(client))).isNull();
  }

  @Test
  void keepsRangesOfBothFamiliesApart() {
    memory.keep(DOMAIN, range("192.0.2.30", "192.0.2.40"), verdict(SpfResult.FAIL, 300), QUESTIONS);
    memory.keep(
        DOMAIN, range("2001:db8::", "2001:db8::ff"), verdict(SpfResult.NEUTRAL, 300), QUESTIONS);
    memory.keep(DOMAIN, range("192.0.2.10", "192.0.2.20"), verdict(SpfResult.PASS, 300), QUESTIONS);
    memory.keep(
        DOMAIN, range("192.0.2.21", "192.0.2.29"), verdict(SpfResult.SOFTFAIL, 300), QUESTIONS);
    assertThat(result("192.0.2.10")).isEqualTo(SpfResult.PASS);
    assertThat(result("192.0.2.25")).isEqualTo(SpfResult.SOFTFAIL);
    assertThat(result("192.0.2.40")).isEqualTo(SpfResult.FAIL);
    assertThat(result("2001:db8::7")).isEqualTo(SpfResult.NEUTRAL);
    assertThat(result("192.0.2.41")).isNull();
  }

  @Test
  void aNewerVerdictReplacesWhatItOverlaps() {
    memory.keep(DOMAIN, range("192.0.2.10", "192.0.2.20"), verdict(SpfResult.PASS, 300), QUESTIONS);
    memory.keep(DOMAIN, range("192.0.2.30", "192.0.2.40"), verdict(SpfResult.PASS, 300), QUESTIONS);
    memory.keep(DOMAIN, range("192.0.2.50", "192.0.2.60"), verdict(SpfResult.PASS, 300), QUESTIONS);
    memory.keep(DOMAIN, range("192.0.2.20", "192.0.2.30"), verdict(SpfResult.FAIL, 300), QUESTIONS);
    assertThat(result("192.0.2.10")).isNull();
    assertThat(result("192.0.2.20")).isEqualTo(SpfResult.FAIL);
    assertThat(result("192.0.2.30")).isEqualTo(SpfResult.FAIL);
    assertThat(result("192.0.2.31")).isNull();
    assertThat(result("192.0.2.50")).isEqualTo(SpfResult.PASS);
  }

  @Test
  void tellsTheTimeThatIsLeftAndThatItCostNothing() {
    memory.keep(DOMAIN, range("192.0.2.0", "192.0.2.255"), verdict(SpfResult.PASS, 300), QUESTIONS);
    pass(Duration.ofMillis(10_500)); // the clock wraps around on the way
    assertThat(find("192.0.2.1"))
        .isEqualTo(
            new Verdict(
                SpfResult.PASS,
                Identity.MAIL_FROM,
                DOMAIN,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Counters(3, 1, 0, Duration.ZERO),
                true,
                289,
                Optional.empty()));
  }

  @Test
  void givesOutTheSameVerdictWhileNothingChanges() {
    memory.keep(DOMAIN, range("192.0.2.0", "192.0.2.255"), verdict(SpfResult.PASS, 300), QUESTIONS);
    Verdict first = find("192.0.2.1");
    pass(Duration.ofMillis(1));
    Verdict second = find("192.0.2.2");
    assertThat(find("192.0.2.3")).isNotNull().isSameAs(second);
    pass(Duration.ofSeconds(1));
    assertThat(find("192.0.2.1")).isNotNull().isNotSameAs(second).isNotSameAs(first);
  }

  @Test
  void servesBothIdentities() {
    memory.keep(DOMAIN, range("192.0.2.0", "192.0.2.255"), verdict(SpfResult.PASS, 300), QUESTIONS);
    Verdict helo = memory.find(Identity.HELO, DOMAIN, address("192.0.2.1"));
    assertThat(helo).isNotNull().extracting(Verdict::identity).isEqualTo(Identity.HELO);
    assertThat(find("192.0.2.1"))
        .isNotNull()
        .extracting(Verdict::identity)
        .isEqualTo(Identity.MAIL_FROM);
    assertThat(memory.find(Identity.HELO, DOMAIN, address("192.0.2.1"))).isSameAs(helo);
  }

  @Test
  void endsWhenTheTtlDoes() {
    memory.keep(DOMAIN, range("192.0.2.0", "192.0.2.255"), verdict(SpfResult.PASS, 300), QUESTIONS);
    pass(Duration.ofNanos(299_999_999_999L));
    assertThat(find("192.0.2.1")).isNotNull().extracting(Verdict::ttlSeconds).isEqualTo(0L);
    pass(Duration.ofNanos(1));
    assertThat(find("192.0.2.1")).isNull();
  }

  @Test
  void keepsNothingWithoutATtl() {
    memory.keep(
        DOMAIN, range("192.0.2.0", "192.0.2.255"), verdict(SpfResult.TEMPERROR, 0), QUESTIONS);
    assertThat(find("192.0.2.1")).isNull();
    assertThat(memory.statistics()).isEqualTo(new PolicyStatistics(0, 1, 0, 0));
  }

  @Test
  void aPolicyThatTellsAllClientsApartStaysWithinItsBound() {
    PolicyMemory<String> large =
        new PolicyMemory<>(String::length, 1L << 30, clock::get, expected::add);
    for (int i = 0; i < 20_000; i++) {
      IpAddress client = IpAddress.ipv4(i);
      large.keep(DOMAIN, new AddressRange(client, client), verdict(SpfResult.PASS, 300), QUESTIONS);
    }
    assertThat(large.find(Identity.HELO, DOMAIN, IpAddress.ipv4(19_999))).isNotNull();
    assertThat(large.find(Identity.HELO, DOMAIN, IpAddress.ipv4(0))).isNull();
    assertThat(large.statistics().bytes()).isLessThan(16_384 * 600);
  }

  @Test
  void whatIsOverGivesWayFirst() {
    PolicyMemory<String> large =
        new PolicyMemory<>(String::length, 1L << 30, clock::get, expected::add);
    for (int i = 0; i < 16_385; i++) {
      IpAddress client = IpAddress.ipv4(i);
      long ttl = i % 2 == 0 ? 300 : 10;
      large.keep(DOMAIN, new AddressRange(client, client), verdict(SpfResult.PASS, ttl), QUESTIONS);
    }
    pass(Duration.ofSeconds(20));
    IpAddress next = IpAddress.ipv4(-1);
    large.keep(DOMAIN, new AddressRange(next, next), verdict(SpfResult.PASS, 300), QUESTIONS);
    assertThat(large.find(Identity.HELO, DOMAIN, IpAddress.ipv4(2))).isNotNull();
    assertThat(large.find(Identity.HELO, DOMAIN, next)).isNotNull();
    assertThat(large.statistics().bytes()).isLessThan(8_300 * 600);
  }

  @Test
  void manyDomainsStayWithinTheBytes() {
    for (int i = 0; i < 100_000; i++) {
      memory.keep(
          "d" + i + ".example",
          range("192.0.2.0", "192.0.2.9"),
          verdict(SpfResult.PASS, 300),
          QUESTIONS);
    }
    PolicyStatistics statistics = memory.statistics();
    assertThat(statistics.bytes()).isLessThanOrEqualTo(1 << 20).isGreaterThan(1 << 19);
    assertThat(statistics.policies()).isBetween(500L, 2_000L);
  }

  @Test
  void aMemoryOfNoSizeKeepsNothing() {
    PolicyMemory<String> none = new PolicyMemory<>(String::length, 0, clock::get, expected::add);
    none.keep(DOMAIN, range("192.0.2.0", "192.0.2.9"), verdict(SpfResult.PASS, 300), QUESTIONS);
    assertThat(none.find(Identity.HELO, DOMAIN, address("192.0.2.1"))).isNull();
  }

  @Test
  void countsAndForgets() {
    memory.keep(DOMAIN, range("192.0.2.0", "192.0.2.9"), verdict(SpfResult.PASS, 300), QUESTIONS);
    find("192.0.2.1");
    find("192.0.2.2");
    find("192.0.2.10");
    PolicyStatistics statistics = memory.statistics();
    assertThat(statistics.hits()).isEqualTo(2);
    assertThat(statistics.misses()).isEqualTo(1);
    assertThat(statistics.policies()).isEqualTo(1);
    memory.clear();
    assertThat(find("192.0.2.1")).isNull();
  }

  @Test
  void sayWhatIsExpectedOnceShortlyBeforeTheEnd() {
    memory.keep(DOMAIN, range("192.0.2.0", "192.0.2.9"), verdict(SpfResult.PASS, 300), QUESTIONS);
    pass(Duration.ofSeconds(270));
    assertThat(find("192.0.2.1")).isNotNull();
    assertThat(expected).isEmpty();
    pass(Duration.ofNanos(1));
    assertThat(find("192.0.2.1")).isNotNull();
    assertThat(expected).isEqualTo(QUESTIONS);
    assertThat(find("192.0.2.1")).isNotNull();
    assertThat(expected).hasSameSizeAs(QUESTIONS);
  }

  @ParameterizedTest
  @CsvSource({
    "esp.example, false",
    "_spf.esp.example, false",
    "bank.example, false",
    "x._spf.esp.example, true",
    "other.example, true"
  })
  void forgetsWhatRestsOnAName(String name, boolean kept) {
    memory.keep(DOMAIN, range("192.0.2.0", "192.0.2.9"), verdict(SpfResult.PASS, 300), QUESTIONS);
    memory.flush(DnsName.parse(name).orElseThrow());
    assertThat(find("192.0.2.1") != null).isEqualTo(kept);
  }
}
