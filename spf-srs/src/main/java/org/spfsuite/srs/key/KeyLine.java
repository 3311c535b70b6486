package org.spfsuite.srs.key;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A line of a key file of ours. What is wrong is told by its place, since any word may be secret.
 */
final class KeyLine {

  /** UTF-8's byte order mark, octet by octet. */
  static final String BOM = "\u00ef\u00bb\u00bf";

  static final String EXPECTED =
      "lines such as: id hmac-sha256 not-before=2026-11-22 not-after=2027-12-31 hex:...";

  static final String NOT_BEFORE = "not-before=";
  private static final String NOT_AFTER = "not-after=";
  private static final int MAX_ID = 32;

  private final int number;
  private final KeyProblems problems;
  private boolean right = true;
  private Optional<Instant> notBefore = Optional.empty();
  private Optional<Instant> notAfter = Optional.empty();

  private KeyLine(int number, KeyProblems problems) {
    this.number = number;
    this.problems = problems;
  }

  /** The key of a line; no value if there is none, or a problem. */
  static Optional<SrsKey> key(String line, int number, KeyProblems problems) {
    if (line.startsWith(BOM)) {
      problems.error(number, "begins with a byte order mark (BOM): save the file without one");
      return Optional.empty();
    }
    Deque<String> words = words(line);
    return words.isEmpty() || words.getFirst().startsWith("#")
        ? Optional.empty()
        : new KeyLine(number, problems).key(words);
  }

  private static Deque<String> words(String line) {
    String blank = line.replace('\t', ' ').replace('\r', ' ');
    Deque<String> words = new ArrayDeque<>(Arrays.asList(blank.split(" ")));
    words.removeIf(String::isEmpty);
    return words;
  }

  private Optional<SrsKey> key(Deque<String> words) {
    String id = words.removeFirst();
    check(isId(id), "the first word, the id, must be 1 to 32 letters, digits, '.', '_' or '-'");
    Optional<KeyType> type = Optional.ofNullable(words.pollFirst()).flatMap(KeyType::of);
    check(type.isPresent(), "the second word must be a type: " + KeyType.words());
    List<String> dates = new ArrayList<>();
    while (!words.isEmpty() && !isSecret(words.getFirst())) {
      dates.add(words.removeFirst());
    }
    readDates(dates);
    Optional<byte[]> secret = secret(words);
    return type.isPresent() && secret.isPresent()
        ? key(id, type.get(), secret.get())
        : Optional.empty();
  }

  private Optional<SrsKey> key(String id, KeyType type, byte[] secret) {
    check(
        type.signs() || notAfter.isPresent(),
        "a key of the type " + type + " is for moving away from it, and needs not-after=");
    KeyStrength.problem(secret).ifPresent(problem -> weak(type, secret, problem));
    return right
        ? Optional.of(new SrsKey(id, type, secret, notBefore, notAfter))
        : Optional.empty();
  }

  /** What another program has signed with a weak secret has been signed, and will end. */
  private void weak(KeyType type, byte[] secret, String problem) {
    boolean tolerable = !type.signs() && secret.length > 0;
    check(tolerable, problem);
    if (tolerable) {
      problems.warn(number, problem + ": whoever guesses it can relay mail until the key's end");
    }
  }

  private void check(boolean holds, String problem) {
    if (!holds) {
      problems.error(number, problem);
      right = false;
    }
  }

  private static boolean isId(String word) {
    return word.length() <= MAX_ID
        && word.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || "._-".indexOf(c) >= 0);
  }

  private void readDates(List<String> words) {
    for (String word : words) {
      if (word.startsWith(NOT_BEFORE)) {
        check(notBefore.isEmpty(), NOT_BEFORE + " is there twice");
        notBefore = date(NOT_BEFORE, word, 0);
      } else if (word.startsWith(NOT_AFTER)) {
        check(notAfter.isEmpty(), NOT_AFTER + " is there twice");
        notAfter = date(NOT_AFTER, word, 1);
      } else {
        check(
            false,
            "a word behind the type is none of not-before=, not-after=, hex:, base64: and raw:");
      }
    }
    check(
        notBefore.isEmpty() || notAfter.filter(end -> !end.isAfter(notBefore.get())).isEmpty(),
        "not-after= is not after not-before=");
  }

  /**
   * A date.
   *
   * @param plus days behind the beginning of a day
   */
  private Optional<Instant> date(String name, String word, int plus) {
    String text = word.substring(name.length());
    try {
      return Optional.of(
          text.indexOf('T') < 0
              ? LocalDate.parse(text).plusDays(plus).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(text));
    } catch (DateTimeException e) {
      check(false, name + " needs a day such as 2027-12-31, or an instant: 2027-12-31T12:00:00Z");
      return Optional.empty();
    }
  }

  private static boolean isSecret(String word) {
    return Arrays.stream(Spelling.values()).anyMatch(spelling -> word.startsWith(spelling.prefix));
  }

  private Optional<byte[]> secret(Deque<String> words) {
    if (words.isEmpty()) {
      check(false, "the last word must be the secret: hex:, base64: or raw: and what it is");
      return Optional.empty();
    }
    String word = words.removeFirst();
    check(
        words.isEmpty(),
        "nothing may follow the secret, comments neither; write one with blanks in hex:");
    return Arrays.stream(Spelling.values())
        .filter(spelling -> word.startsWith(spelling.prefix))
        .findFirst()
        .flatMap(spelling -> secret(spelling, word.substring(spelling.prefix.length())));
  }

  private Optional<byte[]> secret(Spelling spelling, String text) {
    try {
      return Optional.of(spelling.octets(text));
    } catch (IllegalArgumentException e) { // whose message has a part of the secret
      check(false, "the secret is not what " + spelling.prefix + " wants: " + spelling.wanted);
      return Optional.empty();
    }
  }

  /** How a secret is written. */
  private enum Spelling {
    HEX("hex:", "two digits of 0-9 and a-f for each octet") {
      @Override
      byte[] octets(String text) {
        return HexFormat.of().parseHex(text);
      }
    },
    BASE64("base64:", "RFC 4648 section 4, with + and /") {
      @Override
      byte[] octets(String text) {
        return Base64.getDecoder().decode(text);
      }
    },
    RAW("raw:", "anything without blanks") {
      @Override
      byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
      }
    };

    private final String prefix;
    private final String wanted;

    Spelling(String prefix, String wanted) {
      this.prefix = prefix;
      this.wanted = wanted;
    }

    abstract byte[] octets(String text);
  }
}
