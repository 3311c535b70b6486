package org.spfsuite.scoring.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What directives are followed by; whatever is wrong is told by an IllegalArgumentException. */
final class CfValues {

  private CfValues() {}

  /** Neither a plus nor an exponent, and a digit before the point: as SpamAssassin reads it. */
  static double number(String text) {
    String digits = text.startsWith("-") ? text.substring(1) : text;
    String[] parts = digits.split("\\.", -1);
    boolean valid =
        digits.length() <= 20
            && parts.length <= 2
            && Arrays.stream(parts)
                .allMatch(p -> !p.isEmpty() && p.chars().allMatch(c -> c >= '0' && c <= '9'));
    if (!valid) {
      throw new IllegalArgumentException(
          "expected a number such as 1.5 or -2" + (text.isEmpty() ? "" : ", not " + text));
    }
    return new BigDecimal(text).doubleValue();
  }

  static String unquoted(String text) {
    boolean quoted =
        text.length() > 1
            && (text.charAt(0) == '\'' || text.charAt(0) == '"')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  static List<String> some(CfLine line, String what) {
    List<String> words = line.words();
    if (words.isEmpty()) {
      throw new IllegalArgumentException("expected " + what);
    }
    return words;
  }

  static boolean flag(CfLine line) {
    return switch (line.value().toLowerCase(Locale.ROOT)) {
      case "1", "yes" -> true;
      case "0", "no" -> false;
      default -> throw new IllegalArgumentException("expected 0 or 1");
    };
  }

  static String one(CfLine line, String what) {
    if (line.words().size() != 1) {
      throw new IllegalArgumentException("expected " + what);
    }
    return line.first();
  }

  static Duration duration(String text) {
    char unit = text.charAt(text.length() - 1);
    boolean bare = unit >= '0' && unit <= '9';
    double count = number(bare ? text : text.substring(0, text.length() - 1));
    long seconds =
        switch (bare ? 's' : unit) {
          case 's' -> 1;
          case 'm' -> 60;
          case 'h' -> 3_600;
          case 'd' -> 86_400;
          case 'w' -> 604_800;
          default -> throw new IllegalArgumentException("units are s, m, h, d and w");
        };
    long millis = (long) (count * seconds * 1_000);
    if (millis <= 0 || millis > 600_000) {
      throw new IllegalArgumentException("expected more than nothing and at most 10m");
    }
    return Duration.ofMillis(millis);
  }
}
