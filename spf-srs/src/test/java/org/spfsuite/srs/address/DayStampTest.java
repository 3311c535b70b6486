package org.spfsuite.srs.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DayStampTest {

  private static final Instant WRAP = Instant.parse("2026-01-27T00:00:00Z");

  @Test
  void everyDayOfACycleHasItsOwn() {
    Set<String> stamps = new HashSet<>();
    for (int day = 0; day < DayStamp.CYCLE; day++) {
      String stamp = DayStamp.of(WRAP.plus(Duration.ofDays(day)));
      assertThat(stamp).hasSize(2).isUpperCase();
      assertThat(DayStamp.isOne(stamp)).isTrue();
      stamps.add(stamp);
    }
    assertThat(stamps).hasSize(DayStamp.CYCLE);
    assertThat(DayStamp.of(WRAP.plus(Duration.ofDays(DayStamp.CYCLE)))).isEqualTo("AA");
  }

  @Test
  void aDayIsOneOfUtc() {
    assertThat(DayStamp.of(WRAP.minusNanos(1))).isEqualTo("77");
    assertThat(DayStamp.of(WRAP)).isEqualTo("AA");
    assertThat(DayStamp.of(WRAP.plus(Duration.ofDays(1)).minusNanos(1))).isEqualTo("AA");
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1023", "1, -1, 1022"})
  void agesCoverACycle(int ahead, int least, int most) {
    Set<Integer> ages = new HashSet<>();
    for (int day = 0; day < DayStamp.CYCLE; day++) {
      String stamp = DayStamp.of(WRAP.minus(Duration.ofDays(day)));
      int age = DayStamp.age(stamp, WRAP, ahead).orElseThrow();
      assertThat(Math.floorMod(age, DayStamp.CYCLE)).isEqualTo(day);
      assertThat(DayStamp.age(stamp.toLowerCase(Locale.ROOT), WRAP, ahead)).contains(age);
      ages.add(age);
    }
    assertThat(ages).hasSize(DayStamp.CYCLE).allMatch(age -> age >= least && age <= most);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "A", "AAA", "A1", "0A", "8A", "A=", "A ", "aé", "\u0131a", "\uD83D\uDCE7"})
  void nothingElseIsAStamp(String text) {
    assertThat(DayStamp.isOne(text)).isFalse();
    assertThat(DayStamp.age(text, WRAP, 1)).isEmpty();
  }
}
