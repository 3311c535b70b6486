package org.spfsuite.srs.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class KeyRingTest {

  private static final Signed SIGNED =
      new Signed.Srs0("7K", "example.com", "alice", "fwd.example.org");
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private static SrsKey key(String id, Optional<Instant> notBefore, Optional<Instant> notAfter) {
    byte[] secret = ("secret of " + id).getBytes(StandardCharsets.UTF_8);
    return new SrsKey(id, KeyType.HMAC_SHA256, secret, notBefore, notAfter);
  }

  private static SrsKey always(String id) {
    return key(id, Optional.empty(), Optional.empty());
  }

  private static Optional<String> verifier(KeyRing ring, SrsKey signer, Instant now) {
    return ring.verify(SIGNED, signer.hash(SIGNED), 4, now).map(match -> match.key().id());
  }

  /** A rotation, day by day: first both verify, then the new one signs, then the old one ends. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-29T23:59:59Z, old, true, false",
    "2026-11-30T00:00:00Z, old, true, true",
    "2026-12-01T00:00:00Z, new, true, true",
    "2026-12-31T23:59:59Z, new, true, true",
    "2027-01-01T00:00:00Z, new, false, true",
  })
  void keysTakeTurns(Instant now, String signs, boolean oldCounts, boolean newCounts) {
    SrsKey next = key("new", Optional.of(Instant.parse("2026-12-01T00:00:00Z")), Optional.empty());
    SrsKey old = key("old", Optional.empty(), Optional.of(Instant.parse("2027-01-01T00:00:00Z")));
    KeyRing ring = KeyRing.of(next, old);

    assertThat(ring.signing(now).map(SrsKey::id)).contains(signs);
    assertThat(verifier(ring, old, now))
        .isEqualTo(oldCounts ? Optional.of("old") : Optional.empty());
    assertThat(verifier(ring, next, now))
        .as("a node whose clock is fast may have signed already")
        .isEqualTo(newCounts ? Optional.of("new") : Optional.empty());
  }

  @Test
  void nobodySignsIfNoKeyCounts() {
    KeyRing ring = KeyRing.of(key("old", Optional.empty(), Optional.of(NOW)));

    assertThat(ring.signing(NOW)).isEmpty();
    assertThat(ring.signing(NOW.minusSeconds(1))).isPresent();
  }

  @Test
  void theFirstKeyThatVerifiesIsNamed() {
    KeyRing ring = KeyRing.of(always("a"), always("b"));

    assertThat(verifier(ring, always("b"), NOW)).contains("b");
    assertThat(verifier(ring, always("c"), NOW)).isEmpty();
  }

  @Test
  void aRingHasOneToSixteenKeysOfDifferentIds() {
    List<SrsKey> many = IntStream.range(0, 17).mapToObj(i -> always("k" + i)).toList();

    assertThat(new KeyRing(many.subList(0, 16)).keys()).hasSize(16);
    assertThatThrownBy(() -> new KeyRing(many)).hasMessage("a ring has 1 to 16 keys");
    assertThatThrownBy(() -> new KeyRing(List.of())).hasMessage("a ring has 1 to 16 keys");
    assertThatThrownBy(() -> KeyRing.of(always("a"), always("a")))
        .hasMessage("two keys have the id a");
  }

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void theSecretIsNotToldByAName(KeyType type) {
    SrsKey key =
        new SrsKey(
            "id",
            type,
            "precious".getBytes(StandardCharsets.UTF_8),
            Optional.empty(),
            Optional.of(NOW));
    assertThat(key).hasToString("key id (" + type + ")");
    assertThat(KeyType.of(type.toString().toUpperCase(Locale.ROOT))).contains(type);
  }

  @ParameterizedTest
  @CsvSource({
    "0123456789abcde, the secret has 15 octets",
    "0123456789abcdef,",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, the secret repeats 1 octets",
    "abcdefgabcdefgabcdefgabcdefg, the secret repeats 7 octets",
    "abcdefghabcdefgh,",
  })
  void weakSecretsAreKnown(String secret, @Nullable String problem) {
    Optional<String> found = KeyStrength.problem(secret.getBytes(StandardCharsets.UTF_8));

    assertThat(found.isPresent()).isEqualTo(problem != null);
    found.ifPresent(text -> assertThat(text).startsWith(String.valueOf(problem)));
  }

  /** For a store: the same for the same sender, and nothing to learn from it. */
  @Test
  void namesOfSendersAreLettersAndDigits() {
    String name = always("a").name("alice@example.com");

    assertThat(name).hasSize(25).matches(text -> text.chars().allMatch(Character::isLetterOrDigit));
    assertThat(name).isUpperCase().isEqualTo(always("a").name("alice@example.com"));
    assertThat(always("a").name("bob@example.com")).isNotEqualTo(name);
    assertThat(always("b").name("alice@example.com")).isNotEqualTo(name);
  }

  /** Hashes of one form serve for no other, and no field runs into the next one. */
  @Test
  void newKeysKeepFieldsApart() {
    SrsKey key = always("a");
    List<Signed> alike =
        List.of(
            new Signed.Srs0("7K", "example.com", "alice", "fwd.example.org"),
            new Signed.Srs0("7K", "example.coma", "lice", "fwd.example.org"),
            new Signed.Srs1("7Kexample.com", "alice", "fwd.example.org"));

    assertThat(alike).extracting(key::hash).doesNotHaveDuplicates();
    assertThat(alike)
        .extracting(SrsKey.of("b", KeyType.HMAC_SHA1, "s")::hash)
        .as("Mail::SRS and all who follow it")
        .containsOnly(SrsKey.of("b", KeyType.HMAC_SHA1, "s").hash(SIGNED));
  }
}
