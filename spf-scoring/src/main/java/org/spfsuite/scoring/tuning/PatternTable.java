package org.spfsuite.scoring.tuning;

import java.util.List;
import java.util.stream.IntStream;

/** Patterns packed into arrays: a fit runs over all of them some thousand times. */
final class PatternTable {

  private final double[] others;
  private final int[] rules;

  /** Where the rules of each pattern begin, and where those of the last one end. */
  private final int[] first;

  private PatternTable(double[] others, int[] rules, int[] first) {
    this.others = others;
    this.rules = rules;
    this.first = first;
  }

  static PatternTable of(List<PatternCount> counts) {
    List<Pattern> patterns = counts.stream().map(PatternCount::pattern).toList();
    int[] first = new int[patterns.size() + 1];
    for (int i = 0; i < patterns.size(); i++) {
      first[i + 1] = first[i] + patterns.get(i).rules().length;
    }
    return new PatternTable(
        patterns.stream().mapToDouble(Pattern::others).toArray(),
        patterns.stream().flatMapToInt(pattern -> IntStream.of(pattern.rules())).toArray(),
        first);
  }

  int size() {
    return others.length;
  }

  /** Points of all rules that do not change. */
  double others(int pattern) {
    return others[pattern];
  }

  /** Place of a pattern's first rule. */
  int from(int pattern) {
    return first[pattern];
  }

  /** Place behind a pattern's last rule. */
  int to(int pattern) {
    return first[pattern + 1];
  }

  /** Index of the rule at a place. */
  int rule(int place) {
    return rules[place];
  }
}
