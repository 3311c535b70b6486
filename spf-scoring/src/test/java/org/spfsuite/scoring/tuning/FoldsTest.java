package org.spfsuite.scoring.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FoldsTest {

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void eachMessageIsInOneFoldAndFoldsAreAlike(long seed) {
    Random random = new Random(seed);
    List<PatternCount> patterns = new ArrayList<>();
    for (int i = 1 + random.nextInt(30); i > 0; i--) {
      Pattern pattern = new Pattern(new int[] {i}, 0);
      patterns.add(new PatternCount(pattern, random.nextInt(25), random.nextInt(25)));
    }
    int count = 2 + random.nextInt(11);
    Folds folds = new Folds(patterns, count, seed);
    long[] ham = new long[count];
    long[] spam = new long[count];
    for (int i = 0; i < patterns.size(); i++) {
      int pattern = i;
      long[] hamOfPattern =
          IntStream.range(0, count).mapToLong(fold -> folds.ham(fold, pattern)).toArray();
      assertThat(LongStream.of(hamOfPattern).sum())
          .as("seed %d", seed)
          .isEqualTo(patterns.get(i).ham());
      assertAlike(seed, hamOfPattern);
      for (int fold = 0; fold < count; fold++) {
        ham[fold] += folds.ham(fold, pattern);
        spam[fold] += folds.spam(fold, pattern);
      }
    }
    assertThat(LongStream.of(spam).sum())
        .as("seed %d", seed)
        .isEqualTo(patterns.stream().mapToLong(PatternCount::spam).sum());
    assertAlike(seed, ham);
    assertAlike(seed, spam);
  }

  private static void assertAlike(long seed, long[] messages) {
    long most = LongStream.of(messages).max().orElseThrow();
    long least = LongStream.of(messages).min().orElseThrow();
    assertThat(most - least).as("seed %d", seed).isBetween(0L, 1L);
  }
}
