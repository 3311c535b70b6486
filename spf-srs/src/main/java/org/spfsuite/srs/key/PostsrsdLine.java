package org.spfsuite.srs.key;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A line of a file of secrets as postsrsd reads it. */
final class PostsrsdLine {

  /** postsrsd takes what follows for another secret. */
  private static final int MAX_LENGTH = 1_022;

  private PostsrsdLine() {}

  /** The key of a line; no value if it is empty, or there is a problem. */
  static Optional<SrsKey> key(String line, int number, KeyProblems problems) {
    String secret = upToReturn(line);
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> problem = problem(secret);
    problem.ifPresent(text -> problems.error(number, text));
    if (secret.startsWith("#")) {
      problems.warn(number, "postsrsd knows no comments: this line is a secret like any other");
    }
    if (secret.startsWith(KeyLine.BOM)) {
      problems.warn(number, "begins with a byte order mark (BOM): it is a part of the secret");
    }
    return problem.isPresent()
        ? Optional.empty()
        : Optional.of(
            new SrsKey(
                "line-" + number,
                KeyType.HMAC_SHA1,
                octets(secret),
                Optional.empty(),
                Optional.empty()));
  }

  private static String upToReturn(String line) {
    int end = line.indexOf('\r');
    return end < 0 ? line : line.substring(0, end);
  }

  private static Optional<String> problem(String secret) {
    if (secret.length() > MAX_LENGTH) {
      return Optional.of("the secret is longer than " + MAX_LENGTH + " octets");
    }
    return secret.indexOf('\0') >= 0
        ? Optional.of("the secret holds a zero octet, where postsrsd ends it")
        : KeyStrength.problem(octets(secret));
  }

  private static byte[] octets(String secret) {
    return secret.getBytes(StandardCharsets.ISO_8859_1);
  }
}
