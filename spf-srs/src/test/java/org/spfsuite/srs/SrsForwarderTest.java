package org.spfsuite.srs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.srs.address.Separator;
import org.spfsuite.srs.key.KeyType;
import org.spfsuite.srs.key.SrsKey;
import org.spfsuite.srs.outcome.Form;
import org.spfsuite.srs.outcome.ForwardOutcome;
import org.spfsuite.srs.outcome.ForwardOutcome.Failed;
import org.spfsuite.srs.outcome.ForwardOutcome.LeftAlone;
import org.spfsuite.srs.outcome.ForwardOutcome.Problem;
import org.spfsuite.srs.outcome.ForwardOutcome.Reason;
import org.spfsuite.srs.outcome.ForwardOutcome.Rewritten;

final class SrsForwarderTest {

  private static final Instant NOW = Forwarder.NOW;
  private static final Forwarder US = Forwarder.at("fwd.example.org");
  private static final String LONG = "l".repeat(60) + "@example.com";

  private static String localPart(String address) {
    return address.substring(0, address.lastIndexOf('@'));
  }

  @Test
  void anAddressHasHashStampDomainAndLocalPart() {
    assertThat(US.forward("alice@example.com", NOW))
        .isInstanceOfSatisfying(
            Rewritten.class,
            rewritten -> {
              assertThat(rewritten.form()).isEqualTo(Form.SRS0);
              assertThat(rewritten.keyId()).isEqualTo("key");
              assertThat(rewritten.address())
                  .startsWith("SRS0=")
                  .endsWith("=7K=example.com=alice@fwd.example.org")
                  .hasSize("SRS0=123456=7K=example.com=alice@fwd.example.org".length());
            });
  }

  /** Sites refuse a slash, and some a plus. */
  @Test
  void hashesAreWrittenWithSafeCharacters() {
    for (int i = 0; i < 500; i++) {
      String local = localPart(US.address("user" + i + "@example.com"));
      assertThat(local.substring("SRS0=".length())).doesNotContain("/", "+");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                        | NULL_SENDER
          alice                         | NO_ADDRESS
          @example.com                  | NO_ADDRESS
          alice@                        | NO_ADDRESS
          <>                            | NO_ADDRESS
          <alice@example.com>           | NO_ADDRESS
          ""@example.com                | NO_ADDRESS
          john doe@example.com          | NO_ADDRESS
          a@b@example.com               | NO_ADDRESS
          alice@exam=ple.com            | NO_ADDRESS
          alice@.example.com            | NO_ADDRESS
          alice@example..com            | NO_ADDRESS
          alice@example.com.            | NO_ADDRESS
          alice@faß.example             | NO_ADDRESS
          alice@1                       | NO_ADDRESS
          alice@fwd.example.org         | SRS_DOMAIN
          alice@FWD.Example.ORG         | SRS_DOMAIN
          SRS0=x=7K=a=b@fwd.example.org | SRS_DOMAIN
          SRS1=x=a==b@fwd.example.org   | SRS_DOMAIN
          """)
  void someSendersStay(@Nullable String sender, Reason reason) {
    assertThat(US.forward(sender == null ? "" : sender, NOW)).isEqualTo(new LeftAlone(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice\r@example.com", "alice\n@example.com", "a\0@x", "a\u0085@x"})
  void controlCharactersAreInNoAddress(String sender) {
    assertThat(US.forward(sender, NOW)).isEqualTo(new LeftAlone(Reason.NO_ADDRESS));
  }

  /** Quotes go round the whole; what is within has none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "john doe"@example.com | =7K=example.com=john doe"@fwd.example.org
          "a@b"@example.com      | =7K=example.com=a@b"@fwd.example.org
          "a\\"b"@example.com    | =7K=example.com=a\\"b"@fwd.example.org
          "a\\\\b"@example.com   | =7K=example.com=a\\\\b"@fwd.example.org
          """)
  void quotesGoRoundTheWhole(String sender, String end) {
    String address = US.address(sender);

    assertThat(address).startsWith("\"SRS0=").endsWith(end);
    assertThat(US.original(address)).isEqualTo(sender);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "john"@example.com          | john@example.com
          "SRS0abc"@example.com       | SRS0abc@example.com
          "\\j\\o\\h\\n"@example.com  | john@example.com
          alice@bücher.example        | alice@xn--bcher-kva.example
          alice@BÜCHER.example        | alice@xn--bcher-kva.example
          alice@[192.0.2.1]           | alice@[192.0.2.1]
          alice@[IPv6:2001:db8::1]    | alice@[IPv6:2001:db8::1]
          user=x=y@example.com        | user=x=y@example.com
          =@example.com               | =@example.com
          ==@example.com              | ==@example.com
          prvs=1234abcd=u@example.com | prvs=1234abcd=u@example.com
          b+list-42=x.y@example.com   | b+list-42=x.y@example.com
          élodie@example.com          | élodie@example.com
          ÉLODIE@example.com          | ÉLODIE@example.com
          Alice@Example.COM           | Alice@Example.COM
          a..b@example.com            | "a..b"@example.com
          .a@example.com              | ".a"@example.com
          alice@localhost             | alice@localhost
          alice@11                    | alice@11
          SRS0abc@example.com         | SRS0abc@example.com
          SRS0@example.com            | SRS0@example.com
          SRS1@example.com            | SRS1@example.com
          SRS2=a=b=c=d@example.com    | SRS2=a=b=c=d@example.com
          "SRS0:a=b=c=d"@example.com  | "SRS0:a=b=c=d"@example.com
          SRS@example.com             | SRS@example.com
          x+SRS=a=7K=b=c@example.com  | x+SRS=a=7K=b=c@example.com
          """)
  void sendersComeBackAsTheyAreMeant(String sender, String meant) {
    String address = US.address(sender);

    assertThat(localPart(address).replace("\"", "")).startsWith("SRS0=");
    assertThat(US.original(address)).isEqualTo(meant);
  }

  @ParameterizedTest
  @EnumSource(Separator.class)
  void theSeparatorStandsBehindTheTagAlone(Separator separator) {
    Forwarder us = US.with(SrsOptions.DEFAULTS.withSeparator(separator));
    String address = us.address("alice@example.com");

    assertThat(address)
        .startsWith("SRS0" + separator)
        .endsWith("=7K=example.com=alice@fwd.example.org");
    for (Separator other : Separator.values()) {
      assertThat(US.original("SRS0" + other + address.substring("SRS0=".length())))
          .isEqualTo("alice@example.com");
    }
  }

  // Limits of RFC 5321 §4.5.3.1.

  @Test
  void aLocalPartHasSixtyFourOctetsAtTheMost() {
    String fits = "a".repeat(64 - "SRS0=123456=7K=example.com=".length());

    assertThat(localPart(US.address(fits + "@example.com"))).hasSize(64);
    assertThat(US.forward(fits + "a@example.com", NOW))
        .isEqualTo(
            new Failed(Problem.TOO_LONG, "the address would not fit, and there is no store"));
    assertThat(US.forward(fits.substring(1) + "é@example.com", NOW))
        .as("octets count, not characters")
        .isInstanceOf(Failed.class);
    assertThat(US.forward('"' + fits.substring(1) + " \"@example.com", NOW))
        .as("quotes count")
        .isInstanceOf(Failed.class);
    assertThat(US.with(SrsOptions.COMPATIBLE).address(LONG)).hasSizeGreaterThan(64);
  }

  @Test
  void aPathHasItsLimitAsWell() {
    Forwarder far = Forwarder.at("d".repeat(60) + "." + "e".repeat(60) + "." + "f".repeat(60));
    Forwarder tooFar = Forwarder.at(far.domain() + "." + "g".repeat(60));

    assertThat(far.address("alice@example.com")).hasSizeLessThan(254);
    assertThat(tooFar.forward("alice@example.com", NOW)).isInstanceOf(Failed.class);
  }

  @Test
  void whatIsTooLongIsKept() {
    MapStore store = new MapStore();
    Forwarder us = US.with(store);
    ForwardOutcome outcome = us.forward(LONG, NOW);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Rewritten.class,
            rewritten -> {
              assertThat(rewritten.form()).isEqualTo(Form.STORED);
              assertThat(localPart(rewritten.address()))
                  .hasSizeLessThanOrEqualTo(64)
                  .contains("=7K=1=")
                  .doesNotContain("lll");
              assertThat(us.original(rewritten.address())).isEqualTo(LONG);
              assertThat(us.original(rewritten.address().toLowerCase(Locale.ROOT))).isEqualTo(LONG);
            });
    assertThat(store.ends.values())
        .as("stamps are good for whole days")
        .containsExactly(Instant.parse("2026-01-27T12:00:00Z"));
    assertThat(store.origins.values()).containsExactly("example.com");
    us.address(LONG);
    assertThat(store.senders).as("the same sender needs no more room").hasSize(1);
  }

  @Test
  void theSameSenderHasTheSameNameInAnyCaseOfItsDomain() {
    MapStore store = new MapStore();
    Forwarder us = US.with(store);
    String shouted = LONG.replace("example.com", "EXAMPLE.com");

    us.address(shouted);
    String address = us.address(LONG);
    assertThat(store.senders).hasSize(1);
    assertThat(us.original(address)).as("as it came first").isEqualTo(shouted);
  }

  /** RFC 5321 §2.4; mailing systems number their messages in base64. */
  @Test
  void sendersWhoseLocalPartsDifferInCaseAreTwo() {
    Forwarder us = US.with(new MapStore());
    String one = "message-number-aA1".repeat(3) + "@example.com";
    String other = one.replace("aA1@", "aa1@");

    String address = us.address(one);
    assertThat(us.original(us.address(other))).isEqualTo(other);
    assertThat(us.original(address)).isEqualTo(one);
  }

  @Test
  void whatDoesNotFitEvenByNameIsTooLong() {
    MapStore store = new MapStore();
    String domain = "d.".repeat(105) + "example"; // 217 octets

    assertThat(Forwarder.at("d.".repeat(96) + "example").with(store).forward(LONG, NOW))
        .isInstanceOf(Rewritten.class);
    store.senders.clear();
    assertThat(Forwarder.at(domain).with(store).forward(LONG, NOW))
        .isEqualTo(new Failed(Problem.TOO_LONG, "the SRS domain is too long for any address"));
    assertThat(store.senders).isEmpty();
  }

  @Test
  void whatAStoreNeverTakesIsNoTemporaryProblem() {
    MapStore store = new MapStore();
    store.refuses = true;

    assertThat(US.with(store).forward(LONG, NOW))
        .isEqualTo(new Failed(Problem.TOO_LONG, "the map does not take it"));
  }

  @Test
  void aStoreThatIsDownIsAProblem() {
    MapStore store = new MapStore();
    store.down = true;

    assertThat(US.with(store).forward(LONG, NOW))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.problem()).isEqualTo(Problem.STORE_DOWN);
              assertThat(failed.detail()).contains("asking the map", "it is down");
              assertThat(failed.problem().isTemporary()).isTrue();
            });
    assertThat(US.with(store).forward("alice@example.com", NOW)).isInstanceOf(Rewritten.class);
  }

  @Test
  void keysAndTheStoreMayBeBetterLater() {
    assertThat(Problem.values())
        .filteredOn(Problem::isTemporary)
        .containsExactly(Problem.NO_KEY, Problem.STORE_DOWN);
  }

  // Chains.

  @Test
  void anotherForwardersAddressIsWrapped() {
    String first = Forwarder.at("first.example").address("alice@example.com");
    ForwardOutcome outcome = US.forward(first, NOW);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Rewritten.class,
            rewritten -> {
              assertThat(rewritten.form()).isEqualTo(Form.SRS1);
              assertThat(rewritten.address())
                  .startsWith("SRS1=")
                  .contains("=first.example==")
                  .endsWith(localPart(first).substring("SRS0".length()) + "@fwd.example.org");
              assertThat(US.original(rewritten.address())).isEqualTo(first);
            });
  }

  /** libsrs2 takes the old hash for the first forwarder's host. */
  @Test
  void aChainNeverGrowsPastTheFirstForwarder() {
    String first = Forwarder.at("first.example").address("alice@example.com");
    String wrapped = Forwarder.at("second.example").address(first);
    for (int i = 3; i < 9; i++) {
      Forwarder next = Forwarder.at("hop" + i + ".example");
      wrapped = next.address(wrapped);
      assertThat(localPart(wrapped))
          .contains("=first.example==")
          .hasSameSizeAs("SRS1=123456=first.example==123456=7K=example.com=alice");
      assertThat(next.original(wrapped)).isEqualTo(first);
    }
  }

  /** The first forwarder could not verify its address without its own separator. */
  @ParameterizedTest
  @CsvSource({"EQUALS, EQUALS", "EQUALS, PLUS", "PLUS, MINUS", "MINUS, EQUALS"})
  void theInnerSeparatorIsKept(Separator inner, Separator outer) {
    Forwarder first = Forwarder.at("first.example").with(SrsOptions.DEFAULTS.withSeparator(inner));
    Forwarder second = US.with(SrsOptions.DEFAULTS.withSeparator(outer));
    String address = first.address("alice@example.com");
    String wrapped = second.address(address);

    assertThat(wrapped).startsWith("SRS1" + outer).contains("=first.example=" + inner);
    assertThat(second.original(wrapped)).isEqualTo(address);
    assertThat(first.original(address)).isEqualTo("alice@example.com");
  }

  /** It would be good for ever: it is signed like any other sender, so its time ends. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SRS0=opaque@first.example",
        "SRS0=@first.example",
        "SRS0=x=7=a.example=b@first.example",
        "SRS0=x=7KK=a.example=b@first.example",
        "SRS0=x=71=a.example=b@first.example",
        "SRS0=x=7K==b@first.example",
        "SRS0=x=7K=a.example=@first.example",
        "SRS0=x=6U=a.example=b@first.example",
        "SRS0=x=7M=a.example=b@first.example",
        "SRS1=x=a.example==x=6B=a.example=b@b.example",
        "SRS1=x=first.example==opaque@second.example",
        "SRS1=x=first.example=opaque@second.example",
        "SRS1=x==y=7K=a.example=b@second.example",
        "SRS1=x@second.example",
      })
  void whatHasNoEndIsGivenOne(String sender) {
    ForwardOutcome outcome = US.forward(sender, NOW);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Rewritten.class,
            rewritten -> {
              assertThat(rewritten.form()).isEqualTo(Form.SRS0);
              assertThat(US.original(rewritten.address())).isEqualTo(sender);
              assertThat(US.reverse(rewritten.address(), NOW.plusSeconds(30 * 86_400)))
                  .asString()
                  .contains("EXPIRED");
            });
  }

  /** Made 21 days ago, today, and where it is tomorrow already. */
  @ParameterizedTest
  @ValueSource(strings = {"6V", "7K", "7L"})
  void whatHasAnEndIsWrapped(String stamp) {
    String address = US.address("SRS0=x=" + stamp + "=a.example=b@first.example");

    assertThat(address).startsWith("SRS1=").contains("=first.example==x=" + stamp + "=");
  }

  /** An address that nobody can send to is no way back. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"SRS1=x=no host==y=7K=a.example=b\"@second.example",
        "\"SRS1=x=no@host==y=7K=a.example=b\"@second.example",
        "SRS1=x=.==y=7K=a.example=b@second.example",
        "SRS1=x=1/2==y=7K=a.example=b@second.example",
      })
  void aFirstForwarderThatIsNoHostIsNotTrusted(String sender) {
    for (SrsOptions options : new SrsOptions[] {SrsOptions.DEFAULTS, SrsOptions.COMPATIBLE}) {
      Forwarder us = US.with(options);
      assertThat(us.original(us.address(sender))).isEqualTo(sender);
    }
  }

  @Test
  void ownSendersAreRewrittenOnlyIfAskedFor() {
    Forwarder always = US.with(SrsOptions.DEFAULTS.withAlways(true));
    String own = always.address("bob@fwd.example.org");

    assertThat(own).contains("=7K=fwd.example.org=bob@");
    assertThat(always.original(own)).isEqualTo("bob@fwd.example.org");
  }

  /** Mail that comes round again, as in a loop, has one way back. */
  @Test
  void ownAddressesThatComeRoundAgainGoBackInOneStep() {
    Forwarder always = US.with(SrsOptions.DEFAULTS.withAlways(true));
    String address = always.address("alice@example.com");
    for (int i = 0; i < 3; i++) {
      address = always.address(address);
      assertThat(address).contains("=fwd.example.org==");
      assertThat(always.original(address)).isEqualTo("alice@example.com");
    }
  }

  @Test
  void theFirstKeyThatCountsSigns() {
    SrsKey later =
        new SrsKey(
            "later",
            KeyType.HMAC_SHA256,
            new byte[] {1},
            Optional.of(NOW.plusSeconds(1)),
            Optional.empty());
    SrsKey now = SrsKey.of("now", KeyType.HMAC_SHA1, "secret");
    Forwarder us = US.with(later, now);

    assertThat(us.forward("alice@example.com", NOW).toString()).contains("keyId=now");
    assertThat(us.forward("alice@example.com", NOW.plusSeconds(1)).toString())
        .contains("keyId=later");
    assertThat(US.with(later).forward("alice@example.com", NOW))
        .isEqualTo(new Failed(Problem.NO_KEY, "no key of the ring counts now"));
    assertThat(Problem.NO_KEY.isTemporary()).as("mail waits").isTrue();
  }

  /** In Turkish, the small letter of I has no dot. */
  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "az-AZ", "lt-LT", "th-TH-u-nu-thai"})
  void noLocaleChangesAnything(String tag) {
    UnaryOperator<String> make = US.with(SrsKey.of("k", KeyType.HMAC_SHA1, "s"))::address;
    String before = make.apply("INFO.Iii@EXAMPLE.IO");
    Locale locale = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      assertThat(make.apply("INFO.Iii@EXAMPLE.IO")).isEqualTo(before);
      assertThat(make.apply("info.iii@example.io").substring(0, 11))
          .isEqualTo(before.substring(0, 11));
      assertThat(KeyType.of("EXIM")).contains(KeyType.EXIM);
    } finally {
      Locale.setDefault(locale);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3, 3, 21, 0, hash length",
    "28, 4, 21, 0, hash length",
    "6, 7, 21, 0, hash minimum",
    "6, 3, 21, 0, hash minimum",
    "6, 0, 21, 0, hash minimum",
    "6, 6, 0, 0, maximum age",
    "6, 6, 901, 0, maximum age",
    "6, 6, 21, 2, days ahead",
    "6, 6, 21, -1, days ahead",
  })
  void optionsHaveRanges(int length, int minimum, int age, int ahead, String what) {
    assertThatThrownBy(
            () -> new SrsOptions(Separator.EQUALS, length, minimum, age, ahead, true, true, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(what);
  }
}
