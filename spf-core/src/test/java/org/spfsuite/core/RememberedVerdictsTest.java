package org.spfsuite.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.core.verdict.SpfResult.NONE;
import static org.spfsuite.core.verdict.SpfResult.PASS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.check.OpenChoices;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.testing.RandomPolicies;
import org.spfsuite.core.verdict.Counters;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Verdict;

/** A checker that remembers says what one that does not would say. */
final class RememberedVerdictsTest {

  private static final CheckSettings[] SETTINGS = {
    CheckSettings.DEFAULTS,
    CheckSettings.DEFAULTS.withDefaultExplanation("%{i} is not welcome"),
    CheckSettings.DEFAULTS.withChoices(
        OpenChoices.DEFAULTS.with().mxVoids(true).ptrFailureIsError(true).build())
  };

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  private static SpfChecker checker(DnsResolver dns, CheckSettings settings, long memory) {
    return SpfChecker.builder().resolver(dns).settings(settings).policyMemory(memory).build();
  }

  /** Cost and age aside. */
  private static Verdict comparable(Verdict verdict) {
    Counters counters = verdict.counters();
    Counters free = new Counters(counters.lookups(), counters.voidLookups(), 0, Duration.ZERO);
    return new Verdict(
        verdict.result(),
        verdict.identity(),
        verdict.domain(),
        verdict.steps(),
        verdict.explanation(),
        verdict.problem(),
        verdict.warnings(),
        free,
        verdict.authentic(),
        0,
        verdict.trace());
  }

  /** Near the edges of what records speak of: random policies use these networks. */
  private static IpAddress client(Random random) {
    int edge = new int[] {0, 1, 127, 128, 254, 255}[random.nextInt(6)];
    int last = random.nextBoolean() ? edge : random.nextInt(256);
    return switch (random.nextInt(4)) {
      case 0 -> IpAddress.ipv4(0xC0000200 + last);
      case 1 -> IpAddress.ipv4(0xC6336400 + last);
      case 2 -> IpAddress.ipv4(random.nextInt());
      default -> IpAddress.ipv6(0x20010DB800000000L + random.nextInt(2), last);
    };
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyVerdictIsTheOneThatACheckWouldComeTo(long seed) {
    RandomPolicies world = new RandomPolicies(seed);
    Random random = new Random(seed);
    Zone zone = world.zone(record -> record);
    CheckSettings settings = SETTINGS[(int) (seed % SETTINGS.length)];
    SpfChecker remembering = checker(zone, settings, 1 << 24);
    SpfChecker forgetful = checker(zone, settings, 0);
    for (int i = 0; i < 100; i++) {
      SpfRequest some = world.request();
      SpfRequest request = new SpfRequest(client(random), some.helo(), some.mailFrom());
      SpfVerdicts remembered = remembering.check(request);
      SpfVerdicts fresh = forgetful.check(request);
      assertThat(remembered.all().stream().map(RememberedVerdictsTest::comparable))
          .as("seed %d, %s", seed, request)
          .isEqualTo(fresh.all().stream().map(RememberedVerdictsTest::comparable).toList());
    }
    assertThat(forgetful.policyStatistics().hits()).isZero();
  }

  @Test
  void mostVerdictsAreRemembered() {
    long hits = 0;
    long misses = 0;
    for (long seed = 0; seed < 50; seed++) {
      RandomPolicies world = new RandomPolicies(seed);
      SpfChecker checker = checker(world.zone(record -> record), CheckSettings.DEFAULTS, 1 << 24);
      Random random = new Random(seed);
      for (int i = 0; i < 200; i++) {
        SpfRequest some = world.request();
        checker.checkMailFrom(new SpfRequest(client(random), some.helo(), some.mailFrom()));
      }
      hits += checker.policyStatistics().hits();
      misses += checker.policyStatistics().misses();
    }
    assertThat(hits).as("%d misses", misses).isGreaterThan(misses);
  }

  // --- what is remembered, and for whom ---

  private static List<String> asked(String record, List<SpfRequest> requests, long ttl) {
    Zone zone =
        Zone.builder()
            .ttl(ttl)
            .txt("bank.example", record)
            .txt("why.example", "%{l} may not")
            .txt("when.example", "not at %{t}")
            .txt("other.example", "v=spf1 -all")
            .address("bank.example", "192.0.2.200")
            .build();
    List<String> asked = new ArrayList<>();
    SpfChecker checker =
        checker(
            question -> {
              asked.add(question.toString());
              return zone.lookup(question);
            },
            CheckSettings.DEFAULTS,
            1 << 20);
    for (SpfRequest request : requests) {
      asked.clear();
      checker.checkMailFrom(request);
    }
    return asked;
  }

  @ParameterizedTest
  @CsvSource({
    // the second client, its HELO name and sender, and whether the second check asks DNS
    "v=spf1 ip4:192.0.2.0/24 -all,        192.0.2.77,   h2.example, b@bank.example, false",
    "v=spf1 ip4:192.0.2.0/24 -all,        192.0.3.77,   h2.example, b@bank.example, true",
    "v=spf1 ip4:192.0.2.0/24 -all,        2001:db8::1,  h2.example, b@bank.example, true",
    "v=spf1 ip4:192.0.2.0/24 -all,        ::ffff:192.0.2.9, h2.example, b@bank.example, false",
    "v=spf1 a ip4:192.0.2.0/24 -all,      192.0.2.77,   h2.example, b@bank.example, false",
    "v=spf1 a ip4:192.0.2.0/24 -all,      192.0.2.200,  h2.example, b@bank.example, true",
    "v=spf1 ip4:192.0.2.0/25 exists:%{l}.test -all, 192.0.2.77, h2.example, b@bank.example, false",
    "v=spf1 exists:%{l}.test -all,        192.0.2.1,    h.example, b@bank.example, true",
    "v=spf1 exists:%{l}.test -all,        192.0.2.1,    h2.example, a@bank.example, true",
    "v=spf1 exists:%{l}.test -all,        192.0.2.77,   h.example, a@bank.example, false",
    "v=spf1 exists:%{l}.test -all,        192.0.2.1,    h2.example, A@bank.example, true",
    "v=spf1 exists:%{s}.test -all,        192.0.2.1,    h2.example, b@bank.example, true",
    "v=spf1 exists:%{s}.test -all,        192.0.2.77,   h.example, a@bank.example, false",
    "v=spf1 exists:%{l}.%{i}.test -all,   192.0.2.1,    h.example, a@bank.example, false",
    "v=spf1 exists:%{l}.%{i}.test -all,   192.0.2.77,   h.example, a@bank.example, true",
    "v=spf1 exists:%{h}.%{l}.test -all,   192.0.2.1,    h2.example, a@bank.example, true",
    "v=spf1 exists:%{l}.%{h}.test -all,   192.0.2.1,    h2.example, a@bank.example, true",
    "v=spf1 exists:%{l}.%{h}.test -all,   192.0.2.1,    h.example, b@bank.example, true",
    "v=spf1 exists:%{l}.%{h}.test -all,   192.0.2.77,   h.example, a@bank.example, false",
    "v=spf1 -all exp=when.example,        192.0.2.1,    h.example, a@bank.example, true",
    "v=spf1 exists:%{h}.test -all,        192.0.2.1,    h2.example, a@bank.example, true",
    "v=spf1 exists:%{h}.test -all,        192.0.2.77,   h.example, a@bank.example, false",
    "v=spf1 exists:%{h}.test -all,        192.0.2.77,   '', a@bank.example, true",
    "v=spf1 exists:%{i}.test -all,        192.0.2.1,    h2.example, b@bank.example, false",
    "v=spf1 exists:%{i}.test -all,        192.0.2.2,    h2.example, b@bank.example, true",
    "v=spf1 exists:%{ir}.%{v}.%{d} -all,  192.0.2.1,    h2.example, b@bank.example, false",
    "v=spf1 exists:%{d}.%{o}.test -all,   192.0.2.2,    h2.example, b@bank.example, false",
    "v=spf1 ptr -all,                     192.0.2.1,    h2.example, b@bank.example, false",
    "v=spf1 ptr -all,                     192.0.2.2,    h2.example, b@bank.example, true",
    "v=spf1 exists:%{p}.test -all,        192.0.2.2,    h2.example, b@bank.example, true",
    "v=spf1 -all exp=why.example,         192.0.2.1,    h2.example, b@bank.example, true",
    "v=spf1 -all exp=why.example,         192.0.2.1,    h.example, a@bank.example, false",
    "v=spf1 nonsense,                     203.0.113.9,  h2.example, b@bank.example, false",
    "v=spf1 include:gone.example -all,    203.0.113.9,  h2.example, b@bank.example, false",
    "v=spf1 ip4:192.0.2.0/24 -all,        192.0.2.77,   h2.example, b@BANK.example, true",
    "v=spf1 ip4:192.0.2.0/24 -all,        192.0.2.77,   h2.example, b@other.example, true"
  })
  void aVerdictIsRememberedForAllWhomTheCheckCouldNotTellApart(
      String record, String client, String helo, String sender, boolean asks) {
    List<SpfRequest> requests =
        List.of(
            SpfRequest.of("192.0.2.1", "h.example", "a@bank.example"),
            SpfRequest.of(client, helo, sender));
    assertThat(asked(record, requests, 300).isEmpty()).isEqualTo(!asks);
    assertThat(asked(record, requests, 0)).isNotEmpty();
  }

  @Test
  void aTraceIsOfACheckThatHappened() {
    AtomicInteger questions = new AtomicInteger();
    Zone zone = Zone.builder().txt("bank.example", "v=spf1 -all").build();
    SpfChecker checker =
        checker(
            question -> {
              questions.incrementAndGet();
              return zone.lookup(question);
            },
            CheckSettings.DEFAULTS.withTraces(true),
            1 << 20);
    for (int i = 1; i <= 3; i++) {
      Verdict verdict = checker.checkMailFrom(SpfRequest.of("192.0.2.1", "", "a@bank.example"));
      assertThat(verdict.trace().orElseThrow().nodes()).isNotEmpty();
      assertThat(questions).hasValue(i);
    }
  }

  @Test
  void bothIdentitiesShareWhatIsRemembered() {
    AtomicInteger questions = new AtomicInteger();
    Zone zone = Zone.builder().txt("bank.example", "v=spf1 -all").build();
    SpfChecker checker =
        checker(
            question -> {
              questions.incrementAndGet();
              return zone.lookup(question);
            },
            CheckSettings.DEFAULTS,
            1 << 20);
    SpfVerdicts verdicts =
        checker.check(SpfRequest.of("192.0.2.1", "bank.example", "a@bank.example"));
    assertThat(questions).hasValue(1);
    assertThat(comparable(verdicts.helo()))
        .isEqualTo(comparable(verdicts.mailFrom()).as(Identity.HELO));
  }

  // --- one sender's verdicts ---

  private static Zone users() {
    return Zone.builder()
        .ttl(300)
        .txt("users.example", "v=spf1 exists:%{l}._spf.users.example -all")
        .address("ann._spf.users.example", "127.0.0.2")
        .txt("bank.example", "v=spf1 -all")
        .build();
  }

  private static SpfRequest from(String sender) {
    return SpfRequest.of("192.0.2.1", "h.example", sender);
  }

  @Test
  void aSendersVerdictIsCountedAndForgotten() {
    SpfChecker checker = checker(users(), CheckSettings.DEFAULTS, 1 << 20);
    for (String sender : List.of("ann@users.example", "bob@users.example")) {
      Verdict first = checker.checkMailFrom(from(sender));
      assertThat(comparable(checker.checkMailFrom(from(sender)))).isEqualTo(comparable(first));
    }
    assertThat(checker.policyStatistics().hits()).isEqualTo(2);
    assertThat(checker.policyStatistics().misses()).isEqualTo(2);
    assertThat(checker.policyStatistics().policies()).isEqualTo(2);
    checker.flush(DnsName.parse("bob._spf.users.example").orElseThrow());
    assertThat(checker.policyStatistics().policies()).isEqualTo(1);
    checker.flush(DnsName.parse("users.example").orElseThrow());
    assertThat(checker.policyStatistics().policies()).isZero();
  }

  @Test
  void aHeloNameThatLooksLikeASenderIsNone() {
    SpfChecker checker = checker(users(), CheckSettings.DEFAULTS, 1 << 20);
    assertThat(checker.checkMailFrom(from("ann@users.example")).result()).isEqualTo(PASS);
    SpfRequest alike = SpfRequest.of("192.0.2.1", "ann@users.example", "");
    assertThat(checker.checkHelo(alike).result()).isEqualTo(NONE);
    assertThat(checker.checkMailFrom(alike).result()).isEqualTo(NONE);
  }

  @Test
  void everNewSendersDoNotPushOutDomains() {
    SpfChecker checker = checker(users(), CheckSettings.DEFAULTS, 1 << 20);
    checker.checkMailFrom(from("a@bank.example"));
    for (int i = 0; i < 20_000; i++) {
      checker.checkMailFrom(from("u" + i + "@users.example"));
    }
    assertThat(checker.policyStatistics().bytes()).isBetween(1L << 17, 1L << 20);
    long hits = checker.policyStatistics().hits();
    checker.checkMailFrom(from("b@bank.example"));
    assertThat(checker.policyStatistics().hits()).isEqualTo(hits + 1);
  }

  @Test
  void aHeloNamesVerdictIsRememberedWhateverItsPolicySays() {
    Zone zone =
        Zone.builder()
            .ttl(300)
            .txt("mail.example", "v=spf1 exists:%{l}.%{h}.test -all")
            .address("postmaster.mail.example.test", "127.0.0.2")
            .build();
    SpfChecker checker = checker(zone, CheckSettings.DEFAULTS, 1 << 20);
    SpfRequest bounce = SpfRequest.of("192.0.2.1", "mail.example", "");
    for (int i = 0; i < 3; i++) {
      assertThat(checker.checkHelo(bounce).result()).isEqualTo(PASS);
      assertThat(checker.checkMailFrom(bounce).identity()).isEqualTo(Identity.MAIL_FROM);
    }
    assertThat(checker.policyStatistics().misses()).isEqualTo(1);
    assertThat(checker.policyStatistics().hits()).isEqualTo(5);
  }
}
