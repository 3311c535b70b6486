package org.spfsuite.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.core.check.CheckLimits;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.check.DomainOverrides;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.space.AuthorizedSpace;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;

/** How many clients the policy of bank.example lets pass. */
@Timeout(30)
final class AuthorizedSpaceTest {

  private static final SpfRequest REQUEST = from("ann@bank.example");

  private final List<String> asked = new ArrayList<>();

  private static SpfRequest from(String sender) {
    return SpfRequest.of("192.0.2.1", "h.example", sender);
  }

  private static Zone.Builder world(String record) {
    return Zone.builder()
        .ttl(300)
        .txt("bank.example", record)
        .address("bank.example", "192.0.2.200", "2001:db8::200")
        .mx("bank.example", 10, "mx.bank.example")
        .address("mx.bank.example", "192.0.2.201")
        .txt("net.example", "v=spf1 ip4:198.51.100.0/24 ip6:2001:db8:1::/48 -all")
        .txt("all.example", "v=spf1 +all")
        .txt("halves.example", "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all")
        .txt("ann.users.example", "v=spf1 ip4:203.0.113.0/24 -all")
        .txt("why.example", "%{i} may not, at %{t}")
        .failing("broken.example", FailureKind.SERVFAIL)
        .ptr("192.0.2.1", "host.bank.example")
        .address("host.bank.example", "192.0.2.1");
  }

  private DnsResolver recording(DnsResolver behind) {
    return question -> {
      asked.add(question.toString());
      return behind.lookup(question);
    };
  }

  private SpfChecker checker(DnsResolver dns) {
    return SpfChecker.builder().resolver(recording(dns)).build();
  }

  private AuthorizedSpace space(String record) {
    return checker(world(record).build()).authorizedSpace(REQUEST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the policy | IPv4 addresses | IPv6 addresses as base and exponent | ranges
        "v=spf1 -all                                        | 0          | 0        | 0",
        "v=spf1 ?all                                        | 0          | 0        | 0",
        "v=spf1 ~all                                        | 0          | 0        | 0",
        "v=spf1                                             | 0          | 0        | 0",
        "no record                                          | 0          | 0        | 0",
        "v=spf1 +all                                        | 4294967296 | 2^128-m  | 2",
        "v=spf1 include:all.example -all                    | 4294967296 | 2^128-m  | 2",
        "v=spf1 redirect=all.example                        | 4294967296 | 2^128-m  | 2",
        "v=spf1 ip4:0.0.0.0/0 -all                          | 4294967296 | 0        | 1",
        "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all          | 4294967296 | 0        | 1",
        "v=spf1 include:halves.example -all                 | 4294967296 | 0        | 1",
        "v=spf1 redirect=halves.example                     | 4294967296 | 0        | 1",
        "v=spf1 -ip4:192.0.2.1 +all                         | 4294967295 | 2^128-m  | 3",
        "v=spf1 -ip4:0.0.0.0 +all                           | 4294967295 | 2^128-m  | 2",
        "v=spf1 -ip4:255.255.255.255 +all                   | 4294967295 | 2^128-m  | 2",
        "v=spf1 ip4:255.255.255.255 -all                    | 1          | 0        | 1",
        "v=spf1 ip4:192.0.2.0/24 -all                       | 256        | 0        | 1",
        "v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.128/25 -all    | 256        | 0        | 1",
        "v=spf1 ip4:192.0.2.128/25 ip4:192.0.2.0/24 -all    | 256        | 0        | 1",
        "v=spf1 ip4:192.0.2.0/25 ip4:192.0.2.128/25 -all    | 256        | 0        | 1",
        "v=spf1 ip4:192.0.2.0/25 ip4:192.0.3.0/25 -all      | 256        | 0        | 2",
        "v=spf1 -ip4:192.0.2.0/25 ip4:192.0.2.0/24 -all     | 128        | 0        | 1",
        "v=spf1 -ip4:192.0.2.64/26 ip4:192.0.2.0/24 -all    | 192        | 0        | 2",
        "v=spf1 ~ip4:192.0.2.0/25 ip4:192.0.2.0/24 -all     | 128        | 0        | 1",
        "v=spf1 ip4:192.0.2.0/24 include:net.example -all   | 512        | 2^80     | 3",
        "v=spf1 -include:net.example ip4:198.51.0.0/16 -all | 65280      | 0        | 2",
        "v=spf1 redirect=net.example                        | 256        | 2^80     | 2",
        "v=spf1 a mx -all                                   | 2          | 1        | 2",
        "v=spf1 a/24 -all                                   | 256        | 1        | 2",
        "v=spf1 a/24//64 mx/32 -all                         | 256        | 2^64     | 2",
        "v=spf1 ip6:2001:db8::/32 -all                      | 0          | 2^96     | 1",
        "v=spf1 ip6:2001:db8::1 -all                        | 0          | 1        | 1",
        "v=spf1 ip6:::/0 -all                               | 0          | 2^128-m  | 1",
        "v=spf1 ip6:::ffff:0:0/96 -all                      | 0          | 0        | 0",
        "v=spf1 ip6:::/1 ip6:8000::/1 -all                  | 0          | 2^128-m  | 1",
        "v=spf1 exists:%{d}.%{v}.%{l}.test -all             | 0          | 0        | 0",
        "v=spf1 exists:bank.example -all                    | 4294967296 | 2^128-m  | 2",
        "v=spf1 include:%{l}.users.example -all             | 256        | 0        | 1",
        "v=spf1 ip4:192.0.2.0/24 -all exp=why.example       | 256        | 0        | 1",
      })
  void theSizeIsKnownExactly(String record, long ipv4, String ipv6, int ranges) {
    AuthorizedSpace space = space(record);
    assertThat(space.ipv4()).isEqualTo(ipv4);
    assertThat(space.ipv6()).isEqualTo(number(ipv6));
    assertThat(space.ranges()).isEqualTo(ranges);
    assertThat(space.complete()).isTrue();
    assertThat(space.personal()).isFalse();
    assertThat(space.problem()).isEmpty();
    assertThat(space.ttlSeconds()).isEqualTo(300);
    assertThat(space.everyone()).isEqualTo(ipv4 == 1L << 32);
    assertThat(asked).doesNotHaveDuplicates().doesNotContain("why.example/TXT");
  }

  /** {@code 2^n}, that without the IPv4-mapped addresses, or the number itself. */
  private static BigInteger number(String text) {
    if (!text.startsWith("2^")) {
      return new BigInteger(text);
    }
    boolean unmapped = text.endsWith("-m");
    int exponent = Integer.parseInt(text.substring(2).replace("-m", ""));
    BigInteger mapped = unmapped ? BigInteger.TWO.pow(32) : BigInteger.ZERO;
    return BigInteger.TWO.pow(exponent).subtract(mapped);
  }

  @Test
  void ipv6IsCountedInNetworksToo() {
    assertThat(space("v=spf1 ip6:2001:db8::/32 -all").ipv6Networks()).isEqualTo(0x1p32);
    assertThat(space("v=spf1 ip6:2001:db8::/65 -all").ipv6Networks()).isEqualTo(0.5);
    assertThat(space("v=spf1 +all").ipv6Networks()).isEqualTo(0x1p64);
  }

  // --- terms that ask about the client itself ---

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the policy | IPv4 addresses | every one of them
        "v=spf1 ptr -all                                                   | 0          | false",
        "v=spf1 exists:%{i}._spf.bank.example -all                         | 0          | false",
        "v=spf1 exists:%{p}._spf.bank.example -all                         | 0          | false",
        "v=spf1 ip4:192.0.2.0/24 exists:%{i}.bank.example -all             | 256        | false",
        "v=spf1 exists:%{i}.bank.example ip4:192.0.2.0/24 -all             | 256        | false",
        "v=spf1 -exists:%{i}.bank.example ip4:192.0.2.0/24 -all            | 256        | false",
        "v=spf1 include:%{ir}.bank.example a:%{i}.test ip4:192.0.2.0/24    | 256        | false",
        "v=spf1 ip4:192.0.2.0/24 redirect=%{i}.bank.example                | 256        | false",
        "v=spf1 exists:%{i}.test ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all        | 4294967296 | true",
        "v=spf1 exists:%{i}.any.example -all                               | 4294967296 | true",
        "v=spf1 ip4:192.0.2.0/24 exists:%{i}.any.example -all              | 4294967296 | true",
        "v=spf1 -ip4:192.0.2.0/24 exists:%{i}.any.example -all             | 4294967040 | false",
      })
  void whatIsDecidedForEachClientIsNotComplete(String record, long ipv4, boolean everyone) {
    Zone zone = world(record).build();
    DnsQuestion known = new DnsQuestion(name("bank.example"), RecordType.A);
    DnsResolver dns =
        question ->
            question.name().isAtOrBelow(name("any.example"))
                ? zone.lookup(known)
                : zone.lookup(question);
    AuthorizedSpace space = checker(dns).authorizedSpace(REQUEST);
    assertThat(space.ipv4()).isEqualTo(ipv4);
    assertThat(space.everyone()).isEqualTo(everyone);
    assertThat(space.complete()).isFalse();
    assertThat(space.personal()).isTrue();
    assertThat(space.problem().filter(Problem::isTemporary)).isEmpty();
  }

  private static DnsName name(String text) {
    return DnsName.parse(text).orElseThrow();
  }

  @Test
  void noMoreThanAFewClientsAreTried() {
    String networks =
        IntStream.range(0, 200)
            .mapToObj(i -> " ip4:10.0." + i + ".7")
            .collect(Collectors.joining());
    AuthorizedSpace space = space("v=spf1 exists:%{i}.bank.example" + networks + " -all");
    assertThat(space.ipv4()).isEqualTo(200);
    assertThat(asked).hasSizeLessThan(10).doesNotHaveDuplicates();
  }

  // --- trouble ---

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the policy | IPv4 addresses | complete | the problem
        "v=spf1 nonsense +all                                           | 0   | true  | SYNTAX",
        "v=spf1 include:nothing.example +all                            | 0   | true  | INCLUDE_WITHOUT_RECORD",
        "v=spf1 ip4:192.0.2.0/24 include:nothing.example                | 256 | true  | INCLUDE_WITHOUT_RECORD",
        "v=spf1 include:bank.example                                    | 0   | true  | LOOKUP_LIMIT",
        "v=spf1 a:x.test a:y.test a:z.test +all                         | 0   | true  | VOID_LOOKUP_LIMIT",
        "v=spf1 a:broken.example +all                                   | 0   | false | DNS_FAILURE",
        "v=spf1 ip4:192.0.2.0/24 a:broken.example -all                  | 256 | false | DNS_FAILURE",
        "v=spf1 ip4:192.0.2.0/24 include:broken.example                 | 256 | false | DNS_FAILURE",
        "v=spf1 ip4:192.0.2.0/24 -ip4:10.0.0.0/8 redirect=broken.example | 256 | false | DNS_FAILURE",
      })
  void troubleIsToldAndWhatIsTemporaryIsNoSmallSpace(
      String record, long ipv4, boolean complete, ProblemCode code) {
    AuthorizedSpace space = space(record);
    assertThat(space.ipv4()).isEqualTo(ipv4);
    assertThat(space.complete()).isEqualTo(complete);
    assertThat(space.everyone()).isFalse();
    assertThat(space.problem()).map(Problem::code).contains(code);
  }

  @Test
  void temporaryTroubleIsToldRatherThanOther() {
    String half = "v=spf1 -ip4:128.0.0.0/1 include:nothing.example";
    Zone zone =
        world("v=spf1 include:half.example a:broken.example").txt("half.example", half).build();
    AuthorizedSpace space = checker(zone).authorizedSpace(REQUEST);
    assertThat(space.problem()).map(Problem::code).contains(ProblemCode.DNS_FAILURE);
    assertThat(space.complete()).isFalse();
  }

  @Test
  void itEndsInTimeWhateverDnsDoes() {
    Zone zone = world("v=spf1 ip4:192.0.2.0/24 a:slow.example -all").build();
    DnsResolver silent =
        question ->
            question.name().equals(name("slow.example"))
                ? new CompletableFuture<>()
                : zone.lookup(question);
    Duration limit = Duration.ofMillis(200);
    SpfChecker checker =
        SpfChecker.builder()
            .resolver(silent)
            .settings(CheckSettings.DEFAULTS.withLimits(CheckLimits.RFC_7208.withTimeout(limit)))
            .build();
    long start = System.nanoTime();
    AuthorizedSpace space = checker.authorizedSpace(REQUEST);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit.plusSeconds(2));
    assertThat(space.complete()).isFalse();
    assertThat(space.problem()).map(Problem::code).contains(ProblemCode.DEADLINE);
    assertThat(space.ttlSeconds()).isZero();
  }

  @Test
  void aBrokenResolverIsTold() {
    AuthorizedSpace space =
        checker(
                question -> {
                  throw new IllegalStateException("broken");
                })
            .authorizedSpace(REQUEST);
    assertThat(space.complete()).isFalse();
    assertThat(space.problem()).map(Problem::code).contains(ProblemCode.INTERNAL);
  }

  @ParameterizedTest
  @CsvSource({"2000, 2000, 2000, true", "2100, 2048, 2048, false", "4500, 1400, 1600, false"})
  void whatIsTooLargeIsSurveyedInPart(int networks, long atLeast, long atMost, boolean complete) {
    AuthorizedSpace space = space("v=spf1" + singles(networks, "1.1.") + " -all");
    assertThat(space.ipv4()).isBetween(atLeast, atMost);
    assertThat(space.complete()).isEqualTo(complete);
    assertThat(space.problem()).isEmpty();
  }

  @Test
  void manyPoliciesThatAreTooLargeTakeNoLongerThanOne() {
    Zone.Builder zone = world("v=spf1 " + terms(10, "include:i#.example"));
    for (int i = 0; i < 10; i++) {
      zone.txt("i" + i + ".example", "v=spf1" + singles(4_500, "1." + i + "."));
    }
    AuthorizedSpace space = checker(zone.build()).authorizedSpace(REQUEST);
    assertThat(space.ipv4()).isBetween(80L, 250L);
    assertThat(space.complete()).isFalse();
  }

  /** Single addresses, none of them beside another. */
  private static String singles(int count, String prefix) {
    return IntStream.range(0, count)
        .mapToObj(i -> " ip4:" + prefix + i / 128 + "." + 2 * (i % 128))
        .collect(Collectors.joining());
  }

  @Test
  void aPolicyThatAsksSomethingElseForEachNetworkIsSurveyedInPart() {
    // Clients in 10.k.0.0/16 use up the limit in the k-th include, on names of its own.
    Zone.Builder zone = world("v=spf1 " + terms(10, "include:m#.example"));
    for (int k = 0; k < 10; k++) {
      String others =
          IntStream.range(k + 1, 10)
              .mapToObj(i -> "-ip4:10." + i + ".0.0/16 ")
              .collect(Collectors.joining());
      String domain = "m" + k + ".example";
      zone.txt(domain, "v=spf1 " + others + terms(9 - k, "mx:x#." + domain));
      for (int i = 0; i < 10 * (9 - k); i++) {
        String exchanger = "h" + i + "." + domain;
        zone.mx("x" + i / 10 + "." + domain, i, exchanger);
        zone.address(exchanger, "192.0.2.9", "2001:db8::9");
      }
    }
    AuthorizedSpace space = checker(zone.build()).authorizedSpace(REQUEST);
    assertThat(space.complete()).isFalse();
    assertThat(asked).hasSize(400).doesNotHaveDuplicates();
  }

  private static String terms(int count, String term) {
    return IntStream.range(0, count)
        .mapToObj(i -> term.replace("#", Integer.toString(i)))
        .collect(Collectors.joining(" "));
  }

  // --- whose policy ---

  @Test
  void aNullSenderStandsForTheHeloName() {
    Zone zone = world("v=spf1 -all").txt("h.example", "v=spf1 ip4:192.0.2.0/28 -all").build();
    assertThat(checker(zone).authorizedSpace(from("")).ipv4()).isEqualTo(16);
    assertThat(checker(zone).authorizedSpace(from("bank.example")).ipv4()).isZero();
    assertThat(checker(zone).authorizedSpace(from("ann@[192.0.2.1]")).complete()).isTrue();
  }

  @Test
  void whatTheReceiverKnowsBetterCounts() {
    SpfChecker checker =
        SpfChecker.builder()
            .resolver(world("v=spf1 +all").build())
            .settings(
                CheckSettings.DEFAULTS
                    .withTraces(true)
                    .withOverrides(
                        DomainOverrides.builder()
                            .replace("bank.example", "v=spf1 ip4:192.0.2.0/30 -all")
                            .build()))
            .build();
    assertThat(checker.authorizedSpace(REQUEST).ipv4()).isEqualTo(4);
    assertThat(checker.authorizedSpace(REQUEST).complete()).isTrue();
  }

  // --- memory ---

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the policy | another sender | whether DNS is asked again
        "v=spf1 a ip4:198.51.100.0/24 -all          | bob@bank.example | false",
        "v=spf1 exists:%{i}.bank.example -all       | bob@bank.example | false",
        "v=spf1 nonsense                            | bob@bank.example | false",
        "v=spf1 include:%{l}.users.example -all     | ann@bank.example | false",
        "v=spf1 include:%{l}.users.example -all     | bob@bank.example | true",
        "v=spf1 ip4:192.0.2.0/24 -all exp=why.example | bob@bank.example | false",
        "v=spf1 a:broken.example                    | bob@bank.example | false",
      })
  void itIsRememberedForWhomItIsTrue(String record, String sender, boolean again) {
    SpfChecker checker = checker(world(record).build());
    AuthorizedSpace first = checker.authorizedSpace(REQUEST);
    asked.clear();
    AuthorizedSpace second = checker.authorizedSpace(from(sender));
    assertThat(asked.isEmpty()).isEqualTo(!again);
    if (!again) {
      assertThat(second.ipv4()).isEqualTo(first.ipv4());
      checker.flush(name("elsewhere.example"));
      checker.authorizedSpace(from(sender));
      assertThat(asked).contains("bank.example/TXT");
    }
  }

  @Test
  void withoutMemoryItIsFoundOutAnew() {
    SpfChecker forgetful =
        SpfChecker.builder()
            .resolver(recording(world("v=spf1 a -all").build()))
            .policyMemory(0)
            .build();
    forgetful.authorizedSpace(REQUEST);
    List<String> once = List.copyOf(asked);
    forgetful.authorizedSpace(REQUEST);
    assertThat(asked).hasSize(2 * once.size());
  }
}
