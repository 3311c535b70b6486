package org.spfsuite.scoring.tuning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Messages dealt out to folds like cards: ham and spam apart, patterns in random order, messages of
 * one pattern one after the other. So folds differ by one message at most, in ham, in spam and
 * within each pattern, and dealing takes as long as there are patterns, not messages.
 */
final class Folds {

  private final int folds;
  private final List<PatternCount> patterns;
  private final int[] firstHam;
  private final int[] firstSpam;

  Folds(List<PatternCount> patterns, int folds, long seed) {
    this.folds = folds;
    this.patterns = patterns;
    List<Integer> order = new ArrayList<>(IntStream.range(0, patterns.size()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    this.firstHam = deal(order, PatternCount::ham);
    this.firstSpam = deal(order, PatternCount::spam);
  }

  /** The fold that the first message of each pattern goes to. */
  private int[] deal(List<Integer> order, ToLongFunction<PatternCount> messages) {
    int[] first = new int[order.size()];
    int next = 0;
    for (int pattern : order) {
      first[pattern] = next;
      next = (int) ((next + messages.applyAsLong(patterns.get(pattern))) % folds);
    }
    return first;
  }

  int count() {
    return folds;
  }

  /** Wanted messages of a pattern that are in a fold. */
  long ham(int fold, int pattern) {
    return share(fold, firstHam[pattern], patterns.get(pattern).ham());
  }

  /** Unwanted messages of a pattern that are in a fold. */
  long spam(int fold, int pattern) {
    return share(fold, firstSpam[pattern], patterns.get(pattern).spam());
  }

  private long share(int fold, int first, long messages) {
    boolean oneMore = Math.floorMod(fold - first, folds) < messages % folds;
    return messages / folds + (oneMore ? 1 : 0);
  }
}
