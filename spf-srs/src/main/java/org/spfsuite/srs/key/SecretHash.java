package org.spfsuite.srs.key;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Functions that make hashes of texts with a secret. */
enum SecretHash {
  HMAC_SHA256("HmacSHA256"),
  HMAC_SHA1("HmacSHA1"),
  HMAC_MD5("HmacMD5"),

  /** No HMAC: the secret is just what the text begins with. */
  SHA1_PREFIX("SHA-1");

  private final String algorithm;

  SecretHash(String algorithm) {
    this.algorithm = algorithm;
  }

  /**
   * The function of a secret. Safe for use by several threads.
   *
   * @param secret at least one octet
   */
  UnaryOperator<byte[]> with(byte[] secret) {
    try {
      return this == SHA1_PREFIX ? digest(secret) : mac(secret);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("each JDK has " + algorithm, e);
    }
  }

  // Neither is for several threads, and making one takes longer than using it.

  private UnaryOperator<byte[]> digest(byte[] secret) throws GeneralSecurityException {
    MessageDigest ready = MessageDigest.getInstance(algorithm);
    ready.update(secret);
    return text -> {
      try {
        return ((MessageDigest) ready.clone()).digest(text);
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("the JDK's " + algorithm + " can be copied", e);
      }
    };
  }

  private UnaryOperator<byte[]> mac(byte[] secret) throws GeneralSecurityException {
    Mac first = newMac(secret);
    ThreadLocal<Mac> own = ThreadLocal.withInitial(() -> copy(first));
    return text -> own.get().doFinal(text); // which also makes it ready for the next text
  }

  private Mac newMac(byte[] secret) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(secret, algorithm));
    return mac;
  }

  private Mac copy(Mac unused) {
    try {
      return (Mac) unused.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's " + algorithm + " can be copied", e);
    }
  }
}
