package org.spfsuite.srs.key;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A secret, and when it counts. Immutable, and safe for use by several threads. */
public final class SrsKey {

  /** Clocks of several nodes differ: what one signed with a new key, another one knows already. */
  private static final Duration SKEW = Duration.ofDays(1);

  /** So many bits that no two senders share a name. */
  private static final int NAME_OCTETS = 16;

  private final String id;
  private final KeyType type;
  private final Optional<Instant> notBefore;
  private final Optional<Instant> notAfter;
  private final UnaryOperator<byte[]> digest;

  /**
   * A key.
   *
   * @param id its name in logs and metrics
   * @param secret at least one octet; {@link KeyStrength} tells whether it is any good
   * @param notBefore since when it signs; no value: since ever
   * @param notAfter until when it signs and verifies; no value: for ever
   * @throws IllegalArgumentException if the secret is empty, or a key that only verifies has no end
   */
  public SrsKey(
      String id,
      KeyType type,
      byte[] secret,
      Optional<Instant> notBefore,
      Optional<Instant> notAfter) {
    this.id = id;
    this.type = type;
    this.notBefore = notBefore;
    this.notAfter = notAfter;
    if (secret.length == 0) {
      throw new IllegalArgumentException("the secret is empty");
    }
    if (!type.signs() && notAfter.isEmpty()) {
      throw new IllegalArgumentException("a key of the type " + type + " needs an end");
    }
    this.digest = type.hash().with(secret);
  }

  /** A key that always counts, from a text. */
  public static SrsKey of(String id, KeyType type, String secret) {
    byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
    return new SrsKey(id, type, octets, Optional.empty(), Optional.empty());
  }

  /** Its name in logs and metrics. */
  public String id() {
    return id;
  }

  /** How it makes hashes. */
  public KeyType type() {
    return type;
  }

  boolean signsAt(Instant now) {
    return notBefore.filter(now::isBefore).isEmpty() && willSign(now);
  }

  /** Whether it signs at this moment or at a later one. */
  boolean willSign(Instant now) {
    return type.signs() && !isOverAt(now);
  }

  boolean verifiesAt(Instant now) {
    return notBefore.filter(now.plus(SKEW)::isBefore).isEmpty() && !isOverAt(now);
  }

  private boolean isOverAt(Instant now) {
    return notAfter.filter(end -> !now.isBefore(end)).isPresent();
  }

  /**
   * The whole hash; in base64 (RFC 4648 §4) without padding, if this is a key that signs.
   *
   * @throws IllegalArgumentException if keys of this type have no hashes of such addresses
   */
  public String hash(Signed signed) {
    return hashOf(
        type.covered(signed)
            .orElseThrow(() -> new IllegalArgumentException(type + " does not know " + signed)));
  }

  private String hashOf(String covered) {
    return type.text().of(digest.apply(octets(covered)));
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A name for a sender that is too long: 25 letters and digits, which tell nobody whose it is, in
   * capitals, of which it is all the same if they stay so.
   */
  public String name(String sender) {
    byte[] hash = digest.apply(octets("name\0" + sender));
    return new BigInteger(1, Arrays.copyOf(hash, NAME_OCTETS))
        .setBit(NAME_OCTETS * Byte.SIZE)
        .toString(Character.MAX_RADIX)
        .toUpperCase(Locale.ROOT);
  }

  /**
   * No value unless a hash is the beginning of the right one. Takes the same time for all hashes of
   * the same length.
   *
   * @param minimum characters that it must have, unless all of this type have the same length
   */
  Optional<Match> verify(Signed signed, String hash, int minimum) {
    return type.takes(hash.length(), minimum)
        ? type.covered(signed)
            .filter(covered -> isBeginning(hash, hashOf(covered)))
            .map(covered -> new Match(this, covered))
        : Optional.empty();
  }

  private boolean isBeginning(String hash, String right) {
    return hash.length() <= right.length()
        && MessageDigest.isEqual(folded(hash), folded(right.substring(0, hash.length())));
  }

  private byte[] folded(String hash) {
    return octets(type.text().folded(hash));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "key " + id + " (" + type + ")";
  }
}
