package org.spfsuite.srs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spfsuite.srs.key.KeyRing;
import org.spfsuite.srs.key.KeyType;
import org.spfsuite.srs.key.Signed;
import org.spfsuite.srs.key.SrsKey;
import org.spfsuite.srs.outcome.Form;
import org.spfsuite.srs.outcome.ForwardOutcome;
import org.spfsuite.srs.outcome.ForwardOutcome.Failed;
import org.spfsuite.srs.outcome.ForwardOutcome.Problem;
import org.spfsuite.srs.outcome.ForwardOutcome.Rewritten;
import org.spfsuite.srs.outcome.ReverseOutcome;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;
import org.spfsuite.srs.outcome.ReverseOutcome.Refusal;
import org.spfsuite.srs.outcome.ReverseOutcome.Refused;

/** Addresses that Exim, OpenSMTPD and srs.js have signed, after we took their place. */
final class MigrationTest {

  private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
  private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
  private static final Set<String> DOMAINS = Set.of("fwd.example.org", "other.example.org");
  private static final String BY_EXIM = "SRS0=a6a3=7k=example.com=alice@fwd.example.org";

  /** A line of the vectors. */
  private record Vector(
      KeyType type, String secret, Instant now, String address, String theirs, String ours) {

    static Vector of(String line) {
      List<String> fields = new ArrayList<>();
      for (String field : line.split("\\|", -1)) {
        fields.add(field.trim());
      }
      String theirs = fields.get(4);
      return new Vector(
          KeyType.of(fields.get(0)).orElseThrow(),
          fields.get(1),
          Instant.parse(fields.get(2)),
          fields.get(3),
          theirs,
          fields.size() > 5 ? fields.get(5).substring(0, fields.get(5).indexOf(" : ")) : theirs);
    }
  }

  private static List<Vector> vectors() throws IOException {
    try (InputStream in = MigrationTest.class.getResourceAsStream("migration.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Vector::of)
          .toList();
    }
  }

  private static SrsKey key(KeyType type, String secret, Optional<Instant> end) {
    byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
    return new SrsKey("old", type, octets, Optional.empty(), end);
  }

  private static SrsKey exim() {
    return key(KeyType.EXIM, "an-exim-secret", Optional.of(END));
  }

  private static ReverseOutcome reverse(
      String address, SrsOptions options, Instant now, SrsKey... keys) {
    KeyRing ring = KeyRing.of(keys);
    return Forwarder.plain(
        new SrsReverser(DOMAINS, () -> ring, options, Optional.empty(), () -> now)
            .reverse(address));
  }

  private static String answer(Vector vector, SrsOptions options) {
    SrsKey key = key(vector.type(), vector.secret(), Optional.of(END));
    ReverseOutcome outcome = reverse(vector.address(), options, vector.now(), key);
    return outcome instanceof Original original ? original.address() : "-";
  }

  @TestFactory
  Stream<DynamicTest> whatTheOldProgramMadeComesHome() throws IOException {
    return vectors().stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.type() + " " + vector.now() + " " + vector.address(),
                    () ->
                        assertThat(answer(vector, SrsOptions.DEFAULTS)).isEqualTo(vector.ours())));
  }

  /** The length of our own hashes does not matter, nor for how long our own addresses are good. */
  @TestFactory
  Stream<DynamicTest> whateverIsConfiguredForOurOwn() throws IOException {
    SrsOptions other = SrsOptions.DEFAULTS.withHash(27, 27).withMaxAge(900);
    return vectors().stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.type() + " " + vector.now() + " " + vector.address(),
                    () -> assertThat(answer(vector, other)).isEqualTo(vector.ours())));
  }

  /** Even if no stamp of ours may lie in the future, those of srs.js do, each afternoon. */
  @Test
  void stampsOfTomorrowAreGoodWhereTheProgramMakesThem() {
    String address = "SRS0=922e=7L=example.com=alice@fwd.example.org";
    SrsKey key = key(KeyType.SRS_JS, "a-srs.js-secret", Optional.of(END));

    assertThat(reverse(address, SrsOptions.COMPATIBLE, NOW, key))
        .isEqualTo(Forwarder.original("alice@example.com", Form.SRS0, "old", -1));
    assertThat(reverse(BY_EXIM, SrsOptions.COMPATIBLE, NOW.minus(Duration.ofDays(1)), exim()))
        .isInstanceOf(Refused.class);
  }

  @Test
  void aShorterAgeCountsForAll() {
    SrsOptions options = SrsOptions.DEFAULTS.withMaxAge(2);
    Instant later = NOW.plus(Duration.ofDays(3));

    assertThat(reverse(BY_EXIM, options, later, exim()))
        .isEqualTo(new Refused(Refusal.EXPIRED, "it was made 3 days ago"));
  }

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void keysThatDoNotSignNeedAnEnd(KeyType type) {
    if (type.signs()) {
      assertThat(key(type, "secret", Optional.empty()).type()).isEqualTo(type);
    } else {
      assertThatThrownBy(() -> key(type, "secret", Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a key of the type " + type + " needs an end");
    }
  }

  /** With Exim, a ring without a secret lets everything in. */
  @ParameterizedTest
  @EnumSource(KeyType.class)
  void noSecretIsNoKey(KeyType type) {
    assertThatThrownBy(() -> key(type, "", Optional.of(END)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the secret is empty");
  }

  @Test
  void afterTheEndTheyDoNotCount() {
    SrsKey ended = key(KeyType.EXIM, "an-exim-secret", Optional.of(NOW));

    SrsKey ours = SrsKey.of("ours", KeyType.HMAC_SHA256, "another secret");
    assertThat(reverse(BY_EXIM, SrsOptions.DEFAULTS, NOW, ours, ended))
        .isEqualTo(new Refused(Refusal.BAD_HASH, "no key of ours has signed it"));
    assertThat(reverse(BY_EXIM, SrsOptions.DEFAULTS, NOW.minusSeconds(1), ended))
        .isInstanceOf(Original.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyType.class,
      names = {"EXIM", "OPENSMTPD", "SRS_JS"})
  void theyNeverSign(KeyType type) {
    KeyRing alone = KeyRing.of(key(type, "a-secret", Optional.of(END)));

    assertThat(
            new SrsForwarder(() -> alone, SrsOptions.DEFAULTS, Optional.empty(), () -> NOW)
                .forward("alice@example.com", "fwd.example.org"))
        .isEqualTo(new Failed(Problem.NO_KEY, "no key of the ring counts now"));
  }

  @Test
  void aNewKeySignsWhereverTheOldOneStands() {
    SrsKey own = SrsKey.of("new", KeyType.HMAC_SHA256, "a secret of our own");
    KeyRing ring = KeyRing.of(exim(), own);
    ForwardOutcome made =
        new SrsForwarder(() -> ring, SrsOptions.DEFAULTS, Optional.empty(), () -> NOW)
            .forward("alice@example.com", "fwd.example.org");

    assertThat(made)
        .isInstanceOfSatisfying(
            Rewritten.class,
            rewritten -> {
              assertThat(rewritten.keyId()).isEqualTo("new");
              assertThat(
                      reverse(rewritten.address(), SrsOptions.DEFAULTS, NOW, exim(), own)
                          .toString())
                  .contains("alice@example.com", "keyId=new");
            });
    assertThat(reverse(BY_EXIM, SrsOptions.DEFAULTS, NOW, own, exim()).toString())
        .contains("alice@example.com", "keyId=old");
  }

  /** The short hashes of an old key are no way round the length that ours must have. */
  @ParameterizedTest
  @EnumSource(
      value = KeyType.class,
      names = {"HMAC_SHA256", "HMAC_SHA1"})
  void shortHashesOfOrdinaryKeysStayRefused(KeyType type) {
    SrsKey own = SrsKey.of("new", type, "a secret of our own");
    KeyRing ring = KeyRing.of(own);
    Rewritten made =
        (Rewritten)
            new SrsForwarder(() -> ring, SrsOptions.DEFAULTS, Optional.empty(), () -> NOW)
                .forward("alice@example.com", "fwd.example.org");
    String shorter =
        made.address().substring(0, "SRS0=1234".length())
            + made.address().substring("SRS0=123456".length());

    assertThat(reverse(made.address(), SrsOptions.DEFAULTS, NOW, own, exim()))
        .isInstanceOf(Original.class);
    assertThat(reverse(shorter, SrsOptions.DEFAULTS, NOW, own, exim()))
        .isEqualTo(new Refused(Refusal.BAD_HASH, "no key of ours has signed it"));
  }

  /** Exim knows no SRS1, so its key must not verify any. */
  @Test
  void eximHasSignedNoSrs1() {
    assertThatThrownBy(
            () ->
                exim()
                    .hash(
                        new Signed.Srs1(
                            "other.example", "=AbCd=7K=example.net=bob", "fwd.example.org")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("exim does not know Srs1");
    assertThat(
            reverse(
                "SRS1=a6a3=other.example==AbCd=7k=example.com=alice@fwd.example.org",
                SrsOptions.DEFAULTS,
                NOW,
                exim()))
        .isEqualTo(new Refused(Refusal.BAD_HASH, "no key of ours has signed it"));
  }
}
