package org.spfsuite.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GlobTest {

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  private static String random(Random random, String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(length); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /** The same, said with a regular expression. */
  private static boolean expected(String glob, String text) {
    String expression = glob.replace(".", "\\.").replace("*", ".*").replace("?", ".");
    return Pattern.compile(expression, Pattern.CASE_INSENSITIVE).matcher(text).matches();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void starsAndQuestionMarksStandForWhatTheyUsuallyDo(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      String glob = random(random, "ab.*?*", 8);
      String text = random(random, "abAB.", 10);
      assertThat(new Glob(glob).matches(text))
          .as("%s, %s", glob, text)
          .isEqualTo(expected(glob, text));
    }
  }

  @Test
  @Timeout(10)
  void aHostileTextTakesNoLong() {
    Glob glob = new Glob("*a*a*a*a*a*a*a*a*a*b");
    assertThat(glob.matches("a".repeat(100_000))).isFalse();
  }

  @Test
  void globsAreEqualIfWrittenAlike() {
    Glob glob = new Glob("Ann@*");
    assertThat(glob).isEqualTo(new Glob("Ann@*")).hasSameHashCodeAs(new Glob("Ann@*"));
    assertThat(glob).isNotEqualTo(new Glob("ann@*"));
    assertThat(glob).hasToString("Ann@*");
    assertThat(glob.pattern()).isEqualTo("Ann@*");
  }
}
