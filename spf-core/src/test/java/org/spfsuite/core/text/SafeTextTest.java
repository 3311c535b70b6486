package org.spfsuite.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SafeTextTest {

  @Test
  void keepsAllPrintableAscii() {
    StringBuilder all = new StringBuilder();
    for (char c = 0x20; c <= 0x7E; c++) {
      all.append(c);
    }
    assertThat(SafeText.printable(all.toString(), 95)).isEqualTo(all.toString());
  }

  @ParameterizedTest
  @ValueSource(
      chars = {
        0, '\t', '\n', '\r', 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0xA0, 0xE4, 0x202E, 0x2028, 0xFEFF
      })
  void replacesEverythingElseByQuestionMarks(char c) {
    assertThat(SafeText.printable("a" + c + "b", 10)).isEqualTo("a?b");
  }

  @ParameterizedTest
  @CsvSource({
    "'',      3, ''",
    "abc,     3, abc",
    "abcd,    3, ...",
    "abcd,    4, abcd",
    "abcde,   4, a...",
    "abcdefg, 6, abc..."
  })
  void marksWhereItCut(String text, int maxLength, String expected) {
    assertThat(SafeText.printable(text, maxLength)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {5, 5321})
  void isAlwaysOneShortPrintableLine(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(40);
      for (int at = 0; at < length; at++) {
        text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
      }
      int maxLength = 3 + random.nextInt(30);
      String safe = SafeText.printable(text.toString(), maxLength);
      assertThat(safe).hasSize(Math.min(length, maxLength));
      assertThat(safe.chars()).allMatch(c -> c >= 0x20 && c <= 0x7E);
    }
  }
}
