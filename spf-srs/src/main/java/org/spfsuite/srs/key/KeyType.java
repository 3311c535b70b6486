package org.spfsuite.srs.key;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a key makes hashes. Some types are for what another program has signed before we took its
 * place: they verify and never sign, and need an end, since their hashes are short.
 */
public enum KeyType {
  /**
   * For new rings. What is signed names the form and keeps its fields apart, so no hash of one
   * address can serve for another.
   */
  HMAC_SHA256("hmac-sha256", SecretHash.HMAC_SHA256, HashText.BASE64, Coverage.SEPARATED),

  /**
   * As Mail::SRS, pysrs, libsrs2 and postsrsd make them; for rings that are shared with them. The
   * fields are signed as one text, so what {@code malice@example.co} has been given is good for
   * {@code alice@example.com} as well.
   */
  HMAC_SHA1("hmac-sha1", SecretHash.HMAC_SHA1, HashText.BASE64, Coverage.JOINED),

  /**
   * As Exim makes them ({@code srs_encode}): 16 bits, which cover the author alone. Whoever has
   * seen an address can put today's stamp into it, so it is good until the key's end.
   */
  EXIM("exim", SecretHash.HMAC_MD5, HashText.HEX, Coverage.AUTHOR, new Limits(4, 10, 0)),

  /** As OpenSMTPD makes them: 24 bits, which cover the SRS domain as well. */
  OPENSMTPD(
      "opensmtpd",
      SecretHash.SHA1_PREFIX,
      HashText.BASE64URL_EXACT,
      Coverage.REST,
      new Limits(4, 4, 1)),

  /** As srs.js makes them, 16 bits; from noon on its stamps are tomorrow's. */
  SRS_JS("srs.js", SecretHash.HMAC_SHA1, HashText.HEX, Coverage.AS_IT_CAME, new Limits(4, 21, 1));

  /**
   * What the other program never goes beyond.
   *
   * @param hashLength of all its hashes
   * @param maxAge of its addresses, in days
   * @param daysAhead that its stamps may lie in the future
   */
  private record Limits(int hashLength, int maxAge, int daysAhead) {}

  private final String word;
  private final SecretHash hash;
  private final HashText text;
  private final Coverage covered;

  @SuppressWarnings("ImmutableEnumChecker") // numbers alone
  private final Optional<Limits> limits;

  KeyType(String word, SecretHash hash, HashText text, Coverage covered) {
    this(word, hash, text, covered, Optional.empty());
  }

  KeyType(String word, SecretHash hash, HashText text, Coverage covered, Limits limits) {
    this(word, hash, text, covered, Optional.of(limits));
  }

  KeyType(String word, SecretHash hash, HashText text, Coverage covered, Optional<Limits> limits) {
    this.word = word;
    this.hash = hash;
    this.text = text;
    this.covered = covered;
    this.limits = limits;
  }

  /** The type with this name, in any case. */
  public static Optional<KeyType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equalsIgnoreCase(word)).findFirst();
  }

  /** The names of all, for messages. */
  static String words() {
    return Arrays.stream(values()).map(KeyType::toString).collect(Collectors.joining(", "));
  }

  /** Whether its keys sign. If not, they verify what another program has signed. */
  public boolean signs() {
    return limits.isEmpty();
  }

  /**
   * Days for which an address is good.
   *
   * @param configured for all types
   */
  public int maxAge(int configured) {
    return limits.map(other -> Math.min(configured, other.maxAge)).orElse(configured);
  }

  /**
   * Days that a stamp may lie in the future.
   *
   * @param configured for all types
   */
  public int daysAhead(int configured) {
    return limits.map(other -> Math.max(configured, other.daysAhead)).orElse(configured);
  }

  /** Whether a hash may have so many characters, if one of ours has {@code minimum} or more. */
  boolean takes(int length, int minimum) {
    return limits.map(other -> length == other.hashLength).orElse(length >= minimum);
  }

  SecretHash hash() {
    return hash;
  }

  HashText text() {
    return text;
  }

  /** What a hash is made of; no value if there are none of such addresses. */
  Optional<String> covered(Signed signed) {
    return covered.of(signed);
  }

  /** As it is named in key files. */
  @Override
  public String toString() {
    return word;
  }
}
