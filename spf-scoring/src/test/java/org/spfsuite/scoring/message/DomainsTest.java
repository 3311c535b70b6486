package org.spfsuite.scoring.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.scoring.message.Alignment.RELAXED;
import static org.spfsuite.scoring.message.Alignment.STRICT;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DomainsTest {

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com",
    "mail.example.com, example.com",
    "a.b.c.example.com, example.com",
    "MAIL.Example.COM, example.com",
    "mail.example.com., example.com",
    "bank.co.uk, bank.co.uk",
    "mail.bank.co.uk, bank.co.uk",
    // public suffixes stand for themselves
    "com, com",
    "co.uk, co.uk",
    // the private section of the list
    "ann.github.io, ann.github.io",
    "www.ann.github.io, ann.github.io",
    "github.io, github.io",
    // wildcard rules and their exceptions
    "a.b.c.ck, b.c.ck",
    "b.c.ck, b.c.ck",
    "c.ck, c.ck",
    "a.www.ck, www.ck",
    "a.city.kawasaki.jp, city.kawasaki.jp",
    "a.b.c.kawasaki.jp, b.c.kawasaki.jp",
    // not on the list: the last label is the suffix
    "mail.bank.example, bank.example",
    "bank.example, bank.example",
    "a.b.internal, b.internal",
    "localhost, localhost",
    // beyond ASCII, in either spelling
    "mail.b\u00fccher.example, xn--bcher-kva.example",
    "mail.XN--BCHER-KVA.example, xn--bcher-kva.example",
    "\u98df\u72ee.\u516c\u53f8.cn, xn--85x722f.xn--55qx5d.cn",
    "a.xn--85x722f.xn--55qx5d.cn, xn--85x722f.xn--55qx5d.cn",
    "\u516c\u53f8.cn, xn--55qx5d.cn",
    "mail\u3002example\uff0ecom, example.com",
    // labels that hosts do not have, but DNS has
    "_spf.example.com, example.com",
    "a_b.example.com, example.com",
    "a.-b-.example.com, example.com",
    "a._b.co.uk, _b.co.uk",
    "_b.co.uk, _b.co.uk",
    "a.b._x.ck, b._x.ck",
    "1.example.com, example.com",
    "1.2.3.example, 3.example",
  })
  void theOrganizationalDomainIs(String domain, String organizational) {
    assertThat(Domains.organizational(domain)).contains(organizational);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        ".example.com",
        "mail..example.com",
        "example.com..",
        "192.0.2.1",
        "[192.0.2.1]",
        "[IPv6:2001:db8::1]",
        "2001:db8::1",
        "mail.example.c om",
        " example.com",
        "example.com\r\n",
        "exa\0mple.com",
        "ann@example.com",
        "*.example.com",
        "example.123",
        "example.1a",
        "example.-a",
        "example.a-",
        "example.a_",
        "a\u200db.example", // zero-width joiner
        "stra\u00dfe.example", // two readings of sharp s
        "a.\u0000.example",
        "\ud800.example",
        "b\u00fccher..example",
        "\u3002",
        "a\uff20example.com",
        "xn--\u00e9.example",
        "255.255.255.255.",
      })
  void thereIsNoDomainName(String text) {
    assertThat(Domains.normalized(text)).isEmpty();
    assertThat(Domains.organizational(text)).isEmpty();
    assertThat(Domains.aligned(text, text, STRICT)).isFalse();
    assertThat(Domains.aligned(text, text, RELAXED)).isFalse();
    assertThat(Domains.aligned("example.com", text, RELAXED)).isFalse();
    assertThat(Domains.aligned(text, "example.com", RELAXED)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // authenticated, author, strict, relaxed
    "example.com, example.com, true, true",
    "EXAMPLE.com., example.COM, true, true",
    "mail.example.com, example.com, false, true",
    "example.com, mail.example.com, false, true",
    "a.example.com, b.example.com, false, true",
    "example.com, example.org, false, false",
    "example.com, notexample.com, false, false",
    "example.com.evil.example, example.com, false, false",
    "a.co.uk, b.co.uk, false, false",
    "a.co.uk, co.uk, false, false",
    "co.uk, co.uk, true, true",
    "mail.a.co.uk, a.co.uk, false, true",
    "ann.github.io, bob.github.io, false, false",
    "ann.github.io, github.io, false, false",
    "a.test, b.test, false, false",
    "com, example.com, false, false",
    "com, org, false, false",
    "192.0.2.1, 198.51.2.1, false, false",
    "b\u00fccher.example, xn--bcher-kva.example, true, true",
    "mail.b\u00fccher.example, xn--bcher-kva.example, false, true",
    "_spf.example.com, example.com, false, true",
    "a_.co.uk, b_.co.uk, false, false",
    "stra\u00dfe.example, strasse.example, false, false",
  })
  void anAuthenticatedDomainIsAligned(
      String authenticated, String author, boolean strict, boolean relaxed) {
    assertThat(Domains.aligned(authenticated, author, STRICT)).isEqualTo(strict);
    assertThat(Domains.aligned(authenticated, author, RELAXED)).isEqualTo(relaxed);
  }

  @ParameterizedTest
  @CsvSource({
    "ann@bank.example, bank.example",
    "'\"a@b\"@bank.example', bank.example",
    "@bank.example, bank.example",
    "ann@, ''",
    "bank.example, ''",
    "'', ''",
  })
  void theDomainOfAnAddressIs(String address, String domain) {
    assertThat(Domains.ofAddress(address)).isEqualTo(domain);
  }

  @Test
  @Timeout(10)
  void limitsOfNamesHold() {
    String label = "a".repeat(63);
    String longest = String.join(".", label, label, label, "a".repeat(61));
    assertThat(longest).hasSize(253);
    assertThat(Domains.organizational(longest)).contains(label + "." + "a".repeat(61));
    assertThat(Domains.organizational("a" + longest)).isEmpty();
    assertThat(Domains.organizational("a" + label + ".example")).isEmpty();
    assertThat(Domains.organizational("a.".repeat(126) + "a")).contains("a.a");
    assertThat(Domains.organizational("a.".repeat(5_000) + "example")).isEmpty();
    assertThat(Domains.organizational("\u00fc".repeat(10_000))).isEmpty();
    assertThat(Domains.organizational("\u00fc".repeat(50) + ".example")).isNotEmpty();
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverItIsItIsNoExceptionAndAlignedOnlyWithItsOwn(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      String one = hostile(random);
      String other = hostile(random);
      String shown = "seed " + seed + ": " + one + " and " + other;
      boolean relaxed = Domains.aligned(one, other, RELAXED);
      assertThat(Domains.aligned(other, one, RELAXED)).as(shown).isEqualTo(relaxed);
      if (Domains.aligned(one, other, STRICT)) {
        assertThat(relaxed).as(shown).isTrue();
      }
      Domains.organizational(one)
          .ifPresent(
              own -> {
                assertThat(Domains.normalized(one).orElseThrow()).as(shown).endsWith(own);
                assertThat(Domains.organizational(own)).as(shown).contains(own);
                assertThat(Domains.aligned(one, own, RELAXED)).as(shown).isTrue();
              });
    }
  }

  private static final String[] FRAGMENTS = {
    ".",
    ".",
    ".",
    "a",
    "b",
    "co",
    "uk",
    "com",
    "github",
    "io",
    "ck",
    "-",
    "_",
    "1",
    "xn--",
    "\u00e9",
    "\u516c\u53f8",
    "cn",
    "\u3002",
    "\u00df",
    "\ud83d\ude00",
    "\ud83d",
    "\u0130",
    "\u200b",
    "\u00ad",
    "\u0644",
    "[",
    " ",
    "\0",
    "@",
    "\uff20",
    "kawasaki",
    "jp",
    "A",
    "xn--55qx5d"
  };

  private static String hostile(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(9); i >= 0; i--) {
      text.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
    }
    return text.toString();
  }
}
