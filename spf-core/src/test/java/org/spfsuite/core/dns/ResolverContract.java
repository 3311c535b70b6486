package org.spfsuite.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.net.IpAddress;

/** What every {@link DnsResolver} promises, whatever stands behind it. */
public abstract class ResolverContract {

  private static final int MAX_SECONDS = 10;

  /** A resolver that sees exactly this DNS. */
  protected abstract DnsResolver resolverOf(Zone zone) throws Exception;

  @Test
  final void findsIpv4AndIpv6AddressesApart() throws Exception {
    DnsResolver resolver =
        resolverOf(
            Zone.builder()
                .address("mail.example.com", "192.0.2.1", "192.0.2.2", "2001:db8::1")
                .build());
    assertThat(records(resolver, "mail.example.com", RecordType.A))
        .containsExactlyInAnyOrder(address("192.0.2.1"), address("192.0.2.2"));
    assertThat(records(resolver, "mail.example.com", RecordType.AAAA))
        .containsExactly(address("2001:db8::1"));
  }

  @Test
  final void keepsAMappedAddressInAaaaAnIpv6Address() throws Exception {
    DnsResolver resolver =
        resolverOf(Zone.builder().address("mapped.example.com", "::ffff:192.0.2.1").build());
    assertThat(records(resolver, "mapped.example.com", RecordType.AAAA))
        .containsExactly(new RecordData.Address(IpAddress.ipv6(0, 0xFFFF_C000_0201L)));
  }

  @Test
  final void findsMailExchangersWithTheirPreferences() throws Exception {
    DnsResolver resolver =
        resolverOf(
            Zone.builder()
                .mx("example.com", 10, "mx1.example.com")
                .mx("example.com", 65535, "mx2.example.com")
                .mx("null.example.com", 0, ".")
                .build());
    assertThat(records(resolver, "example.com", RecordType.MX))
        .containsExactlyInAnyOrder(
            new RecordData.Mx(10, name("mx1.example.com")),
            new RecordData.Mx(65535, name("mx2.example.com")));
    assertThat(records(resolver, "null.example.com", RecordType.MX))
        .containsExactly(new RecordData.Mx(0, DnsName.ofLabels(List.of()).orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::cb01"})
  final void findsTheNamesOfAnAddress(String address) throws Exception {
    DnsResolver resolver =
        resolverOf(
            Zone.builder().ptr(address, "mail.example.com").ptr(address, "b.example").build());
    DnsName reverse = DnsName.reverse(IpAddress.parse(address).orElseThrow());
    assertThat(records(resolver, reverse, RecordType.PTR))
        .containsExactlyInAnyOrder(
            new RecordData.Ptr(name("mail.example.com")), new RecordData.Ptr(name("b.example")));
  }

  @Test
  final void ignoresTheCaseOfTheNameAskedFor() throws Exception {
    DnsResolver resolver = resolverOf(Zone.builder().txt("Example.COM", "hello").build());
    assertThat(records(resolver, "eXAMPLE.com", RecordType.TXT))
        .containsExactly(new RecordData.Txt("hello"));
  }

  @Test
  final void joinsTheStringsOfATextWithoutABlank() throws Exception {
    DnsResolver resolver =
        resolverOf(
            Zone.builder()
                .txt("example.com", "v=spf1 ip4:192", ".0.2.1 -all")
                .txt("example.com", "another")
                .txt("empty.example.com", "")
                .build());
    assertThat(records(resolver, "example.com", RecordType.TXT))
        .containsExactlyInAnyOrder(
            new RecordData.Txt("v=spf1 ip4:192.0.2.1 -all"), new RecordData.Txt("another"));
    assertThat(records(resolver, "empty.example.com", RecordType.TXT))
        .containsExactly(new RecordData.Txt(""));
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 256, 510, 511, 1_100, 1_300, 5_000, 30_000})
  final void bringsLongTextsWhole(int length) throws Exception {
    String text =
        IntStream.range(0, length)
            .mapToObj(i -> Character.toString('a' + i % 26))
            .collect(Collectors.joining());
    DnsResolver resolver = resolverOf(Zone.builder().txt("long.example.com", text).build());
    assertThat(records(resolver, "long.example.com", RecordType.TXT))
        .containsExactly(new RecordData.Txt(text));
  }

  @Test
  final void bringsEveryOctetOfATextAsOneCharacter() throws Exception {
    StringBuilder text = new StringBuilder();
    for (char octet = 0; octet < 0x100; octet++) {
      text.append(octet);
    }
    DnsResolver resolver =
        resolverOf(Zone.builder().txt("odd.example.com", text.toString()).build());
    assertThat(records(resolver, "odd.example.com", RecordType.TXT))
        .containsExactly(new RecordData.Txt(text.toString()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 32, 48, 64, 80, 96, 112, 0x80, 0xE0, 0x700})
  final void asksForNamesOfAnyOctets(int firstCharacter) throws Exception {
    String label =
        IntStream.range(firstCharacter, firstCharacter + 16)
            .filter(character -> character != '.')
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    DnsName owner = name(label + ".example");
    DnsResolver resolver =
        resolverOf(Zone.builder().txt("example", "x").mx(label + ".example", 1, "a.b").build());
    assertThat(records(resolver, owner, RecordType.MX))
        .containsExactly(new RecordData.Mx(1, name("a.b")));
  }

  @Test
  final void bringsNamesOfAnyOctets() throws Exception {
    for (int from = 0; from < 0x100; from += 32) {
      byte[] label = new byte[32];
      for (int i = 0; i < label.length; i++) {
        label[i] = (byte) (from + i);
      }
      RecordData mx = new RecordData.Mx(1, DnsName.ofLabels(List.of(label)).orElseThrow());
      DnsResolver resolver =
          resolverOf(Zone.builder().add("example.com", RecordType.MX, mx).build());
      assertThat(records(resolver, "example.com", RecordType.MX)).containsExactly(mx);
    }
  }

  @ParameterizedTest
  @EnumSource(RecordType.class)
  final void tellsNoDataFromNoSuchName(RecordType type) throws Exception {
    DnsResolver resolver =
        resolverOf(Zone.builder().empty("empty.example.com").txt("a.b.example.org", "x").build());
    assertThat(ask(resolver, "empty.example.com", type)).isInstanceOf(DnsAnswer.NoData.class);
    assertThat(ask(resolver, "b.example.org", type)).isInstanceOf(DnsAnswer.NoData.class);
    assertThat(ask(resolver, "missing.example.com", type)).isInstanceOf(DnsAnswer.NxDomain.class);
    assertThat(ask(resolver, "below.empty.example.com", type))
        .isInstanceOf(DnsAnswer.NxDomain.class);
  }

  @Test
  final void followsAliasesToTheEnd() throws Exception {
    DnsResolver resolver =
        resolverOf(
            Zone.builder()
                .cname("one.example", "two.example")
                .cname("two.example", "three.example")
                .cname("three.example", "end.example.org")
                .txt("end.example.org", "the end")
                .build());
    assertThat(records(resolver, "one.example", RecordType.TXT))
        .containsExactly(new RecordData.Txt("the end"));
    assertThat(ask(resolver, "one.example", RecordType.A)).isInstanceOf(DnsAnswer.NoData.class);
  }

  @Test
  final void saysSoWhenAnAliasLeadsNowhere() throws Exception {
    DnsResolver resolver =
        resolverOf(Zone.builder().cname("alias.example", "missing.example").build());
    assertThat(ask(resolver, "alias.example", RecordType.TXT))
        .isInstanceOf(DnsAnswer.NxDomain.class);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "8, true", "16, true", "17, false", "40, false"})
  final void followsNoMoreThan16Aliases(int aliases, boolean found) throws Exception {
    Zone.Builder zone = Zone.builder().txt("n" + aliases + ".example", "found");
    for (int i = 0; i < aliases; i++) {
      zone.cname("n" + i + ".example", "n" + (i + 1) + ".example");
    }
    DnsAnswer answer = ask(resolverOf(zone.build()), "n0.example", RecordType.TXT);
    if (found) {
      assertThat(answer).isInstanceOf(DnsAnswer.Records.class);
    } else {
      assertThat(answer)
          .isInstanceOfSatisfying(
              DnsAnswer.Failure.class,
              failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CNAME_CHAIN));
    }
  }

  @Test
  final void reportsACircleOfAliasesAsAFailure() throws Exception {
    DnsResolver resolver =
        resolverOf(
            Zone.builder()
                .cname("self.example", "self.example")
                .cname("a.example", "b.example")
                .cname("b.example", "a.example")
                .build());
    for (String name : List.of("self.example", "a.example")) {
      assertThat(ask(resolver, name, RecordType.A))
          .isInstanceOfSatisfying(
              DnsAnswer.Failure.class,
              failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CNAME_CHAIN));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"TIMEOUT", "SERVFAIL", "REFUSED", "OTHER_RCODE"})
  final void reportsTroubleAsAValue(FailureKind kind) throws Exception {
    DnsResolver resolver = resolverOf(Zone.builder().failing("down.example", kind).build());
    assertThat(ask(resolver, "down.example", RecordType.TXT))
        .isInstanceOfSatisfying(
            DnsAnswer.Failure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(kind);
              assertThat(failure.detail()).isNotEmpty();
              assertThat(failure.detail().chars()).allMatch(c -> c >= 0x20 && c <= 0x7E);
              assertThat(failure.meta().ttlSeconds()).isZero();
            });
  }

  @Test
  final void reportsTroubleBehindAnAlias() throws Exception {
    DnsResolver resolver =
        resolverOf(
            Zone.builder()
                .cname("alias.example", "down.example")
                .failing("down.example", FailureKind.SERVFAIL)
                .build());
    assertThat(ask(resolver, "alias.example", RecordType.TXT))
        .isInstanceOfSatisfying(
            DnsAnswer.Failure.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.SERVFAIL));
  }

  @Test
  final void saysTheSameWhenAskedAgain() throws Exception {
    DnsResolver resolver =
        resolverOf(
            Zone.builder()
                .txt("example.com", "x", "y")
                .mx("example.com", 1, "mail.example.com")
                .cname("alias.example.com", "example.com")
                .failing("down.example", FailureKind.SERVFAIL)
                .build());
    for (String name : List.of("example.com", "alias.example.com", "missing.example")) {
      for (RecordType type : RecordType.values()) {
        assertThat(bare(ask(resolver, name, type))).isEqualTo(bare(ask(resolver, name, type)));
      }
    }
    assertThat(bare(ask(resolver, "down.example", RecordType.A)))
        .isEqualTo(bare(ask(resolver, "down.example", RecordType.A)));
  }

  private static DnsAnswer bare(DnsAnswer answer) {
    return answer.withMeta(AnswerMeta.NONE);
  }

  @Test
  final void tellsTheTtlButVouchesForNothingByItself() throws Exception {
    DnsResolver resolver = resolverOf(Zone.builder().txt("example.com", "x").build());
    for (String name : List.of("example.com", "missing.example")) {
      AnswerMeta meta = ask(resolver, name, RecordType.TXT).meta();
      assertThat(meta.ttlSeconds()).as(name).isEqualTo(300);
      assertThat(meta.authentic()).as(name).isFalse();
    }
  }

  private static RecordData address(String literal) {
    return new RecordData.Address(IpAddress.parse(literal).orElseThrow());
  }

  private static DnsName name(String text) {
    return DnsName.parse(text).orElseThrow();
  }

  private static List<RecordData> records(DnsResolver resolver, String name, RecordType type)
      throws Exception {
    return records(resolver, name(name), type);
  }

  private static List<RecordData> records(DnsResolver resolver, DnsName name, RecordType type)
      throws Exception {
    DnsAnswer answer = ask(resolver, name, type);
    assertThat(answer).isInstanceOf(DnsAnswer.Records.class);
    return ((DnsAnswer.Records) answer).records();
  }

  private static DnsAnswer ask(DnsResolver resolver, String name, RecordType type)
      throws Exception {
    return ask(resolver, name(name), type);
  }

  private static DnsAnswer ask(DnsResolver resolver, DnsName name, RecordType type)
      throws Exception {
    return resolver
        .lookup(new DnsQuestion(name, type))
        .toCompletableFuture()
        .get(MAX_SECONDS, TimeUnit.SECONDS);
  }
}
