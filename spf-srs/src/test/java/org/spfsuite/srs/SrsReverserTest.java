package org.spfsuite.srs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.srs.key.KeyType;
import org.spfsuite.srs.key.Signed;
import org.spfsuite.srs.key.SrsKey;
import org.spfsuite.srs.outcome.Form;
import org.spfsuite.srs.outcome.ReverseOutcome.ForeignDomain;
import org.spfsuite.srs.outcome.ReverseOutcome.NotSrs;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;
import org.spfsuite.srs.outcome.ReverseOutcome.Refusal;
import org.spfsuite.srs.outcome.ReverseOutcome.Refused;
import org.spfsuite.srs.outcome.ReverseOutcome.Unavailable;

/** What others have been fooled with. Addresses are made on day 7K, 2026-01-05. */
final class SrsReverserTest {

  private static final Instant NOW = Forwarder.NOW;
  private static final Forwarder US = Forwarder.at("fwd.example.org");
  private static final Forwarder FIRST = Forwarder.at("first.example");
  private static final Refused BAD_HASH =
      new Refused(Refusal.BAD_HASH, "no key of ours has signed it");
  private static final String ADDRESS = US.address("alice@example.com");

  private static Instant days(int number) {
    return NOW.plus(Duration.ofDays(number));
  }

  private static SrsKey key() {
    return US.ring().keys().get(0);
  }

  /** An address with a hash that is right, whatever the fields are. */
  private static String signed(String stamp, String domain, String local) {
    Signed fields = new Signed.Srs0(stamp, domain, local, US.domain());
    String hash = key().hash(fields).substring(0, 6).replace('+', '-').replace('/', '_');
    return "\"SRS0=" + String.join("=", hash, stamp, domain, local) + "\"@" + US.domain();
  }

  private static String signedChain(String host, String opaque) {
    Signed fields = new Signed.Srs1(host, opaque, US.domain());
    String hash = key().hash(fields).substring(0, 6).replace('+', '-').replace('/', '_');
    return "SRS1=" + String.join("=", hash, host, opaque) + "@" + US.domain();
  }

  /** The hash that was made, changed. */
  private static String withHash(String hash) {
    return "SRS0=" + hash + ADDRESS.substring("SRS0=123456".length());
  }

  private static String hash() {
    return ADDRESS.substring("SRS0=".length(), "SRS0=123456".length());
  }

  private static String whole() {
    return key().hash(new Signed.Srs0("7K", "example.com", "alice", US.domain()));
  }

  @Test
  void theAuthorIsFound() {
    assertThat(US.reverse(ADDRESS))
        .isEqualTo(Forwarder.original("alice@example.com", Form.SRS0, "key", 0));
    assertThat(US.reverse(ADDRESS, days(3)))
        .isEqualTo(Forwarder.original("alice@example.com", Form.SRS0, "key", 3));
  }

  // Hashes: one who may choose their length has guessed 11 of 400 with one letter, and an
  // inverted check has let in all.

  @Test
  void aHashMayNotBeShorterThanWeSay() {
    for (int length = 0; length < 6; length++) {
      assertThat(US.reverse(withHash(hash().substring(0, length)))).isEqualTo(BAD_HASH);
    }
  }

  @Test
  void noHashOfOneCharacterIsGood() {
    for (char c = ' '; c < 0x7f; c++) {
      assertThat(US.reverse("\"" + withHash(String.valueOf(c)).replace("@", "\"@")))
          .isNotInstanceOf(Original.class);
    }
  }

  @Test
  void aShorterHashIsGoodOnlyIfSoConfigured() {
    Forwarder lenient = US.with(SrsOptions.DEFAULTS.withHash(6, 4));

    assertThat(lenient.reverse(withHash(hash().substring(0, 4)))).isInstanceOf(Original.class);
    assertThat(lenient.reverse(withHash(hash().substring(0, 3)))).isEqualTo(BAD_HASH);
  }

  /** postsrsd cuts what is longer, so a wrong tail passes there. */
  @Test
  void allOfALongerHashMustBeRight() {
    String right = whole();
    String wrong = right.substring(0, 6) + (right.charAt(6) == 'A' ? 'B' : 'A');

    assertThat(US.reverse(withHash(right.substring(0, 8)))).isInstanceOf(Original.class);
    assertThat(US.reverse(withHash(right))).isInstanceOf(Original.class);
    assertThat(US.reverse(withHash(wrong))).isEqualTo(BAD_HASH);
    assertThat(US.reverse(withHash(right + "A"))).isEqualTo(BAD_HASH);
    assertThat(US.reverse(withHash(right + right))).isEqualTo(BAD_HASH);
  }

  @Test
  void bothAlphabetsAreRead() {
    for (int i = 0; i < 200; i++) {
      String author = "user" + i + "@example.com";
      String address = US.address(author);
      String hash = address.substring("SRS0=".length(), "SRS0=123456".length());
      String other = hash.replace('-', '+').replace('_', '/');
      assertThat(US.original(address.replace(hash, other))).isEqualTo(author);
    }
  }

  // Stamps.

  @ParameterizedTest
  @CsvSource({
    "-1, ''",
    "0, ''",
    "21, ''",
    "22, it was made 22 days ago",
    "23, it was made 23 days ago",
    "-2, its day is still 2 days ahead",
    "512, it was made 512 days ago",
    "513, its day is still 511 days ahead"
  })
  void anAddressIsGoodForTwentyOneDays(int days, String refused) {
    Instant now = days(days);

    assertThat(US.reverse(ADDRESS, now))
        .isEqualTo(
            refused.isEmpty()
                ? Forwarder.original("alice@example.com", Form.SRS0, "key", days)
                : new Refused(Refusal.EXPIRED, refused));
  }

  @Test
  void theLastDayIsGoodToItsEnd() {
    assertThat(US.reverse(ADDRESS, Instant.parse("2026-01-26T23:59:59Z")))
        .isInstanceOf(Original.class);
    assertThat(US.reverse(ADDRESS, Instant.parse("2026-01-27T00:00:00Z")))
        .isInstanceOf(Refused.class);
  }

  /** Stamps begin again on 2026-01-27; others have lost mail of a month. */
  @ParameterizedTest
  @CsvSource({
    "2026-01-26T12:00:00Z, 77",
    "2026-01-27T00:00:00Z, AA",
    "2026-01-28T12:00:00Z, AB",
    "2026-02-27T12:00:00Z, A7",
    "2026-02-28T12:00:00Z, BA",
    "2028-11-16T12:00:00Z, AA",
    "1970-01-01T00:00:00Z, AA",
    "1969-12-31T23:59:59Z, 77",
  })
  void stampsBeginAgain(Instant made, String stamp) {
    String address = US.address("alice@example.com", made);

    assertThat(address).contains("=" + stamp + "=example.com=");
    for (int days = -1; days <= 21; days++) {
      assertThat(US.reverse(address, made.plus(Duration.ofDays(days))))
          .isEqualTo(Forwarder.original("alice@example.com", Form.SRS0, "key", days));
    }
  }

  /** That is why keys must end. */
  @Test
  void afterAThousandAndTwentyFourDaysOnlyTheKeysEndHelps() {
    SrsKey ends =
        new SrsKey(
            "ends",
            KeyType.HMAC_SHA256,
            "secret".getBytes(StandardCharsets.UTF_8),
            Optional.empty(),
            Optional.of(days(700)));
    String address = US.with(ends).address("alice@example.com");

    assertThat(US.reverse(ADDRESS, days(1_024))).isInstanceOf(Original.class);
    assertThat(US.with(ends).reverse(address, days(21))).isInstanceOf(Original.class);
    assertThat(US.with(key(), ends).reverse(address, days(1_024))).isEqualTo(BAD_HASH);
  }

  /** Long ones have cost postsrsd much time (CVE-2020-35573); each of these has the right hash. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "7", "7KK", "A7K", "71", "8K", "7-", "é7", "7é", " 7", "\u0131K", "\u212AK"})
  void stampsAreTwoCharactersOfBase32(String stamp) {
    assertThat(US.reverse(signed(stamp, "example.com", "alice")))
        .isEqualTo(
            new Refused(Refusal.MALFORMED, "the time stamp has not two characters of base32"));
  }

  @Test
  void longStampsCostNothing() {
    for (int length : new int[] {3, 64, 900, 1_000_000}) {
      long begin = System.nanoTime();
      assertThat(US.reverse(signed("7".repeat(length), "example.com", "alice")))
          .isNotInstanceOf(Original.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void timeIsToldOnlyOfWhatWasSignedHere() {
    assertThat(US.reverse(withHash("AAAAAA"), days(500))).isEqualTo(BAD_HASH);
  }

  // Shapes.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "alice",
        "alice@fwd.example.org",
        "postmaster@fwd.example.org",
        "SRS0@fwd.example.org",
        "SRS1@fwd.example.org",
        "SRS0abc@fwd.example.org",
        "SRS0abcdef=7K=example.com=alice@fwd.example.org",
        "SRS2=abcdef=7K=example.com=alice@fwd.example.org",
        "SRS=abcdef=7K=example.com=alice@fwd.example.org",
        "xSRS0=abcdef=7K=example.com=alice@fwd.example.org",
        "SR=abcdef=7K=example.com=alice@fwd.example.org",
        "\"SRS0:abcdef=7K=example.com=alice\"@fwd.example.org",
        "\u0455RS0=abcdef=7K=example.com=alice@fwd.example.org",
        "\uff33RS0=abcdef=7K=example.com=alice@fwd.example.org",
        "SRS0=abcdef=7K=example.com=alice@",
        "SRS0=abcdef=7K=example.com=alice",
        "SRS0=abcdef=7K=example.com=al\u0000ice@fwd.example.org",
      })
  void ordinaryRecipientsAreOrdinary(String recipient) {
    assertThat(US.reverse(recipient)).isEqualTo(new NotSrs());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SRS0=@fwd.example.org",
        "SRS0=abcdef@fwd.example.org",
        "SRS0=abcdef=7K@fwd.example.org",
        "SRS0=abcdef=7K=example.com@fwd.example.org",
        "SRS0=abcdef=7K=example.com=@fwd.example.org",
        "SRS0=abcdef=7K==alice@fwd.example.org",
        "SRS0====@fwd.example.org",
        "SRS1=@fwd.example.org",
        "SRS1=abcdef@fwd.example.org",
        "SRS1=abcdef=first.example@fwd.example.org",
        "SRS1=abcdef=first.example=@fwd.example.org",
        "SRS1=abcdef=first.example=x=7K=a=b@fwd.example.org",
        "SRS1=abcdef===x=7K=a=b@fwd.example.org",
        "srs0-abcdef@FWD.EXAMPLE.ORG",
      })
  void whatLacksSomethingIsMalformed(String recipient) {
    assertThat(US.reverse(recipient))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(Refusal.MALFORMED));
  }

  /** Keys may be shared with programs that sign anything. */
  @ParameterizedTest
  @CsvSource({
    "'no host', alice",
    "example..com, alice",
    ".example.com, alice",
    "exam@ple.com, alice",
    "[], alice",
    "example.com., alice",
    "faß.example, alice",
  })
  void whatIsSignedMustBeAnAddress(String domain, String local) {
    assertThat(US.reverse(signed("7K", domain, local)))
        .isEqualTo(new Refused(Refusal.MALFORMED, "there is no address within"));
  }

  // Case: mail servers smash it, and hashes must survive that.

  @ParameterizedTest
  @ValueSource(
      strings = {"alice@example.com", "Alice.I@Example.COM", "a=I=z@example.com", "\"i I\"@x.y"})
  void smashedAddressesAreGood(String author) {
    String address = US.address(author);
    for (String smashed :
        new String[] {address.toLowerCase(Locale.ROOT), address.toUpperCase(Locale.ROOT)}) {
      assertThat(US.original(smashed)).isEqualToIgnoringCase(author);
    }
  }

  @Test
  void smashedChainsAreGood() {
    String first = FIRST.address("alice@example.com");
    String chain = US.address(first);

    assertThat(US.original(chain.toLowerCase(Locale.ROOT)))
        .isEqualTo(first.toLowerCase(Locale.ROOT).replace("srs0", "SRS0"));
    assertThat(US.original(chain.toUpperCase(Locale.ROOT)))
        .isEqualTo(first.toUpperCase(Locale.ROOT));
    assertThat(FIRST.original(first.toUpperCase(Locale.ROOT))).isEqualTo("ALICE@EXAMPLE.COM");
  }

  /** Mail servers fold ASCII alone, and so does what is signed. */
  @Test
  void otherLettersAreNotFolded() {
    String address = US.address("élodie@example.com");

    assertThat(US.reverse(address.replace('é', 'É'))).isEqualTo(BAD_HASH);
    assertThat(US.original(address.replace("lodie", "LODIE"))).isEqualTo("éLODIE@example.com");
    assertThat(US.reverse(US.address("kim@example.com").replace("kim", "\u212Aim")))
        .as("the sign for kelvin")
        .isEqualTo(BAD_HASH);
    assertThat(US.reverse(US.address("info@example.com").replace("info", "\u0131nfo")))
        .as("the dotless i")
        .isEqualTo(BAD_HASH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "az-AZ", "lt-LT"})
  void noLocaleChangesAnything(String tag) {
    String address = US.address("INFO.Iii@EXAMPLE.IO");
    Locale locale = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      assertThat(US.original(address)).isEqualTo("INFO.Iii@EXAMPLE.IO");
      assertThat(US.original(address.toLowerCase(Locale.ROOT))).isEqualTo("info.iii@example.io");
      assertThat(US.original(address.replace("SRS0", "srs0").replace("ORG", "org")))
          .isEqualTo("INFO.Iii@EXAMPLE.IO");
    } finally {
      Locale.setDefault(locale);
    }
  }

  // Domains.

  @Test
  void anotherDomainIsForOthers() {
    String elsewhere = ADDRESS.replace("@fwd.example.org", "@other.example.org");

    assertThat(US.reverse(elsewhere)).isEqualTo(new ForeignDomain());
    assertThat(US.reverse("SRS0=broken@other.example.org")).isEqualTo(new ForeignDomain());
    assertThat(US.reverse(FIRST.address("alice@example.com"))).isEqualTo(new ForeignDomain());
    assertThat(US.reverse("alice@other.example.org")).isEqualTo(new NotSrs());
    assertThat(US.reverse(ADDRESS.replace("@fwd", "@sub.fwd"))).isEqualTo(new ForeignDomain());
    assertThat(US.reverse(ADDRESS + ".")).isEqualTo(new NotSrs());
  }

  /** Of what is good, nothing can be told until then: it must wait. */
  @Test
  void asLongAsNoKeyCountsNothingIsRefused() {
    Forwarder us =
        US.with(
            new SrsKey(
                "key",
                KeyType.HMAC_SHA256,
                new byte[] {1},
                Optional.of(NOW),
                Optional.of(days(3))));
    String address = us.address("alice@example.com");

    assertThat(us.reverse(address)).isInstanceOf(Original.class);
    assertThat(us.reverse(address, days(3))).isEqualTo(new Unavailable("no key counts now"));
    assertThat(us.reverse(address, days(-2))).isEqualTo(new Unavailable("no key counts now"));
    assertThat(us.reverse(chain("first.example", "=opaque"), days(3)))
        .isEqualTo(new Unavailable("no key counts now"));
    assertThat(us.reverse("SRS0=broken@fwd.example.org", days(3))).isInstanceOf(Refused.class);
    assertThat(us.reverse(ADDRESS, days(2))).as("signed by another key").isEqualTo(BAD_HASH);
  }

  private static String chain(String host, String opaque) {
    return "SRS1=AAAAAA=" + host + "=" + opaque + "@fwd.example.org";
  }

  @Test
  void domainsMayBeUnicode() {
    Forwarder us = Forwarder.at("srs.B\u00fccher.example");
    String address = us.address("alice@example.com");

    assertThat(address).endsWith("=alice@srs.xn--bcher-kva.example");
    assertThat(us.original(address)).isEqualTo("alice@example.com");
    assertThat(us.original(address.replace("xn--bcher-kva", "B\u00fccher")))
        .isEqualTo("alice@example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a..example", "a@b.example", "[192.0.2.1]", "stra\u00dfe.example"})
  void whatIsNoDomainIsToldAtOnce(String domain) {
    assertThatThrownBy(() -> Forwarder.at(domain).address("alice@example.com"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not the name of a domain");
    assertThatThrownBy(() -> Forwarder.at(domain).reverse(ADDRESS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not the name of a domain");
  }

  @Test
  void domainsAreGivenInAnyCase() {
    SrsReverser reverser =
        new SrsReverser(
            Set.of("FWD.Example.ORG"), US::ring, SrsOptions.DEFAULTS, Optional.empty(), () -> NOW);
    assertThat(reverser.reverse(ADDRESS)).isInstanceOf(Original.class);
  }

  // Chains.

  @Test
  void theFirstForwarderIsFound() {
    String first = FIRST.address("alice@example.com");
    String chain = US.address(first);

    assertThat(US.reverse(chain, days(2)))
        .isEqualTo(Forwarder.original(first, Form.SRS1, "key", 2));
    assertThat(US.reverse(chain.replace("alice", "bob"))).isEqualTo(BAD_HASH);
    assertThat(US.reverse(chain.replace("first.example", "other.example"))).isEqualTo(BAD_HASH);
  }

  /** A chain has no stamp of its own; with others it is good for ever. */
  @Test
  void aChainIsGoodForAsLongAsItsBeginning() {
    String first = FIRST.address("alice@example.com", NOW);
    String chain = US.address(first, days(20));

    assertThat(US.reverse(chain, days(21))).isInstanceOf(Original.class);
    assertThat(US.reverse(chain, days(22)))
        .isEqualTo(new Refused(Refusal.EXPIRED, "it was made 22 days ago"));
    Forwarder compatible = US.with(SrsOptions.COMPATIBLE);
    assertThat(compatible.reverse(compatible.address(first), days(300)))
        .isInstanceOf(Original.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=opaque", "==", "=x=7=a.example=b", "=x=7KK=a.example=b", "=x=7K=a.example="})
  void aChainWithoutAnEndIsNotBelieved(String opaque) {
    assertThat(US.reverse(signedChain("first.example", opaque)))
        .isEqualTo(new Refused(Refusal.MALFORMED, "the address within has no time stamp"));
    assertThat(US.with(SrsOptions.COMPATIBLE).reverse(signedChain("first.example", opaque)))
        .isEqualTo(
            new Original(
                "SRS0" + opaque + "@first.example", Form.SRS1, "key", Optional.empty(), ""));
  }

  @Test
  void aChainThatBeganHereEndsHere() {
    Forwarder second = Forwarder.at("second.example").with(key());
    String chain = second.address(ADDRESS);

    assertThat(second.reverse(chain, days(1), US.domain()))
        .isEqualTo(Forwarder.original("alice@example.com", Form.SRS0, "key", 1));
    assertThat(second.reverse(chain, days(1)))
        .as("if the first domain is not ours")
        .isEqualTo(Forwarder.original(ADDRESS, Form.SRS1, "key", 1));
  }

  /** Whoever has had something signed may put it within something else that is signed. */
  @Test
  void whatBeganHereMustHaveBeenSignedHere() {
    String forged = signedChain(US.domain(), "=AAAAAA=7K=example.com=victim");

    assertThat(US.reverse(forged)).isEqualTo(BAD_HASH);
    assertThat(US.reverse(signedChain(US.domain(), "=AAAAAA=7K=1=NAME"))).isEqualTo(BAD_HASH);
  }

  // Rotation.

  @Test
  void oldKeysVerifyUntilTheirEnd() {
    SrsKey old = SrsKey.of("old", KeyType.HMAC_SHA1, "old secret");
    SrsKey next = SrsKey.of("new", KeyType.HMAC_SHA256, "new secret");
    String address = US.with(old).address("alice@example.com");

    assertThat(US.with(next, old).reverse(address))
        .isEqualTo(Forwarder.original("alice@example.com", Form.SRS0, "old", 0));
    assertThat(US.with(next, old).forward("alice@example.com", NOW).toString())
        .contains("keyId=new");
    assertThat(US.with(next).reverse(address)).isEqualTo(BAD_HASH);
  }

  // Senders in a store.

  @Test
  void storedSendersAreFoundWhileTheyAreThere() {
    MapStore store = new MapStore();
    Forwarder us = US.with(store);
    String author = "l".repeat(60) + "@example.com";
    String address = us.address(author);

    assertThat(us.reverse(address)).isEqualTo(Forwarder.original(author, Form.STORED, "key", 0));
    assertThat(us.reverse(address, days(22)))
        .isEqualTo(new Refused(Refusal.EXPIRED, "it was made 22 days ago"));
    store.down = true;
    assertThat(us.reverse(address))
        .isInstanceOfSatisfying(
            Unavailable.class, down -> assertThat(down.detail()).contains("it is down"));
    store.down = false;
    store.senders.clear();
    assertThat(us.reverse(address))
        .isEqualTo(new Refused(Refusal.UNKNOWN, "the store does not know the sender"));
    assertThat(US.reverse(address))
        .as("without a store")
        .isEqualTo(
            new Refused(Refusal.UNKNOWN, "a store knows the sender, and there is none here"));
  }

  @Test
  void theStoreIsAskedOnlyForWhatWasSignedHere() {
    MapStore store = new MapStore();
    store.down = true;

    assertThat(US.with(store).reverse("SRS0=AAAAAA=7K=1=NAME@fwd.example.org")).isEqualTo(BAD_HASH);
  }

  @ParameterizedTest
  @CsvSource({
    "SRS0=AAAAAA=7K=1=NAME@fwd.example.org,                          true",
    "srs0+AAAAAA=7K=1=NAME@FWD.example.org,                          true",
    "SRS1=AAAAAA=Fwd.Example.org==AAAAAA=7K=1=NAME@fwd.example.org,  true",
    "SRS0=AAAAAA=7K=one.example=1@fwd.example.org,                   false",
    "SRS0=AAAAAA=7K=1@fwd.example.org,                               false",
    "SRS0=AAAAAA=7K=1=NAME@first.example,                            false",
    "SRS1=AAAAAA=first.example==AAAAAA=7K=1=NAME@fwd.example.org,    false",
    "SRS1=AAAAAA=fwd.example.org==AAAAAA=7K=x.com=n@fwd.example.org, false",
    "alice@fwd.example.org,                                          false",
    "alice,                                                          false",
  })
  void onlyWhatMayHaveBeenStoredNeedsTheStore(String recipient, boolean needed) {
    assertThat(US.with(new MapStore()).reverser(NOW).needsStore(recipient)).isEqualTo(needed);
    assertThat(US.reverser(NOW).needsStore(recipient)).as("without a store").isFalse();
  }

  /** Who knows a name, but not whose it is, would have it signed for another day. */
  @ParameterizedTest
  @CsvSource({"HMAC_SHA256, false", "HMAC_SHA1, true"})
  void onlyKeysThatKeepFieldsApartSignNoNameForOthers(KeyType type, boolean signed) {
    MapStore store = new MapStore();
    Forwarder us = US.with(SrsKey.of("key", type, "secret")).with(store);
    String author = "l".repeat(60) + "@example.com";
    us.address(author);
    String name = store.senders.keySet().iterator().next();
    String begin = name.substring(0, 5);
    String others = us.address(name.substring(5) + "@1" + begin, days(20));

    assertThat(others).contains("=1" + begin + "=");
    assertThat(us.reverse(others.replace("=1" + begin + "=", "=1=" + begin), days(30)))
        .isEqualTo(signed ? Forwarder.original(author, Form.STORED, "key", 10) : BAD_HASH);
  }

  @Test
  void allOurDomainsAreOne() {
    String elsewhere = ADDRESS.replace("@fwd.example.org", "@fwd2.example.org");

    assertThat(US.reverse(elsewhere, NOW, "fwd2.example.org"))
        .isEqualTo(Forwarder.original("alice@example.com", Form.SRS0, "key", 0));
  }
}
