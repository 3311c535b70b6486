package org.spfsuite.core.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;

/** What a zone does beyond the contract of a resolver, which {@link ZoneContractTest} runs. */
final class ZoneTest {

  @Test
  void servesAnAliasAsItStands() {
    Zone zone =
        Zone.builder()
            .cname("www.example.com", "host.example.com")
            .txt("host.example.com", "x")
            .build();
    assertThat(zone.at(question("www.example.com", RecordType.TXT)))
        .map(answer -> ((DnsAnswer.Records) answer).records())
        .contains(List.of(new RecordData.Cname(name("host.example.com"))));
    assertThat(zone.at(question("nothing.example.com", RecordType.TXT))).isEmpty();
  }

  @Test
  void servesAnEmptyNonTerminalAsNoData() {
    Zone zone = Zone.builder().txt("a.b.example.com", "x").build();
    assertThat(zone.at(question("b.example.com", RecordType.TXT)))
        .hasValueSatisfying(answer -> assertThat(answer).isInstanceOf(DnsAnswer.NoData.class));
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void failsAsPlannedForTypesWithoutRecords(FailureKind kind) {
    Zone zone =
        Zone.builder()
            .txt("before.example", "x")
            .failing("before.example", kind)
            .failing("after.example", kind)
            .txt("after.example", "x")
            .build();
    for (String name : List.of("before.example", "after.example")) {
      assertThat(zone.answer(question(name, RecordType.TXT))).isInstanceOf(DnsAnswer.Records.class);
      assertThat(zone.answer(question(name, RecordType.A)))
          .isInstanceOfSatisfying(
              DnsAnswer.Failure.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
    }
  }

  @Test
  void knowsNoTtlOfAFailure() {
    Zone zone =
        Zone.builder()
            .failing("down.example", FailureKind.SERVFAIL)
            .cname("loop.example", "loop.example")
            .build();
    for (String name : List.of("down.example", "loop.example")) {
      assertThat(zone.answer(question(name, RecordType.A)).meta()).isEqualTo(AnswerMeta.NONE);
    }
  }

  @Test
  void answersWithTheTtlThatWasSet() {
    Zone zone = Zone.builder().ttl(77).txt("example.com", "x").build();
    assertThat(zone.answer(question("example.com", RecordType.TXT)).meta())
        .isEqualTo(new AnswerMeta(77, false, 0));
    assertThat(zone.answer(question("example.org", RecordType.TXT)).meta().ttlSeconds())
        .isEqualTo(77);
  }

  @Test
  void staysAsItWasWhenItsBuilderGoesOn() {
    Zone.Builder builder = Zone.builder().txt("example.com", "old");
    Zone zone = builder.build();
    builder.txt("example.com", "new").address("example.com", "192.0.2.1").txt("new.example", "x");
    builder.failing("example.com", FailureKind.SERVFAIL).cname("example.com", "new.example");
    assertThat(zone.answer(question("example.com", RecordType.TXT)))
        .isEqualTo(
            new DnsAnswer.Records(
                List.of(new RecordData.Txt("old")), new AnswerMeta(300, false, 0)));
    assertThat(zone.answer(question("example.com", RecordType.A)))
        .isInstanceOf(DnsAnswer.NoData.class);
    assertThat(zone.answer(question("new.example", RecordType.TXT)))
        .isInstanceOf(DnsAnswer.NxDomain.class);
  }

  static Stream<Named<Consumer<Zone.Builder>>> malformed() {
    return Stream.of(
        Named.of("name", zone -> zone.txt("a..b", "x")),
        Named.of("address", zone -> zone.address("example.com", "1.2.3")),
        Named.of("reverse address", zone -> zone.ptr("1.2.3", "example.com")),
        Named.of("exchange", zone -> zone.mx("example.com", 10, "")),
        Named.of("alias", zone -> zone.cname("example.com", "a..b")));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesMalformedDataAtOnce(Consumer<Zone.Builder> data) {
    assertThatIllegalArgumentException().isThrownBy(() -> data.accept(Zone.builder()));
  }

  private static DnsQuestion question(String name, RecordType type) {
    return new DnsQuestion(name(name), type);
  }

  private static DnsName name(String text) {
    return DnsName.parse(text).orElseThrow();
  }
}
