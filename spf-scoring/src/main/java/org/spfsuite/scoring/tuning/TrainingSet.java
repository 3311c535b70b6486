package org.spfsuite.scoring.tuning;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Labelled messages as a refit needs them: distinct patterns and how often each was seen. The order
 * of the messages leaves no trace.
 */
public final class TrainingSet {

  /** Most distinct patterns; messages with further ones are counted and left out. */
  public static final int MAX_PATTERNS = 1 << 20;

  private final List<TunableRule> rules;
  private final List<PatternCount> patterns;
  private final long unlabelled;
  private final long leftOut;

  private TrainingSet(
      List<TunableRule> rules, List<PatternCount> patterns, long unlabelled, long leftOut) {
    this.rules = rules;
    this.patterns = patterns;
    this.unlabelled = unlabelled;
    this.leftOut = leftOut;
  }

  /**
   * Collects messages, for example from {@link HitLog#read}.
   *
   * @param rules the rules that may change; their points count as given here, whatever a log says.
   *     Other rules count with the points in the log. What a message neither hit nor has among its
   *     facts was not true of it; a log has no metas that gave no points, so whoever wants these to
   *     change adds them to the facts ({@code CompiledRules.hits})
   * @throws IllegalArgumentException if a name is there twice
   */
  public static Collector collector(List<TunableRule> rules) {
    return new Collector(List.copyOf(rules));
  }

  /** The rules that may change. */
  public List<TunableRule> rules() {
    return rules;
  }

  /** Wanted messages. */
  public long ham() {
    return patterns.stream().mapToLong(PatternCount::ham).sum();
  }

  /** Unwanted messages. */
  public long spam() {
    return patterns.stream().mapToLong(PatternCount::spam).sum();
  }

  /** Messages that nobody labelled, and that therefore teach nothing. */
  public long unlabelled() {
    return unlabelled;
  }

  /** Labelled messages that were left out, because there were too many distinct patterns. */
  public long leftOut() {
    return leftOut;
  }

  /** Distinct patterns. */
  public int distinctPatterns() {
    return patterns.size();
  }

  /** In a fixed order. */
  List<PatternCount> patterns() {
    return patterns;
  }

  /** How many wanted and unwanted messages each rule hit, in the order of the rules. */
  List<LabelCount> hits() {
    long[] ham = new long[rules.size()];
    long[] spam = new long[rules.size()];
    for (PatternCount count : patterns) {
      for (int rule : count.pattern().rules()) {
        ham[rule] += count.ham();
        spam[rule] += count.spam();
      }
    }
    return IntStream.range(0, ham.length)
        .mapToObj(rule -> new LabelCount(ham[rule], spam[rule]))
        .toList();
  }

  /**
   * Wanted and unwanted messages.
   *
   * @param ham wanted ones
   * @param spam unwanted ones
   */
  record LabelCount(long ham, long spam) {
    long all() {
      return ham + spam;
    }
  }

  /** The same messages where only some rules may change, and the others keep their points. */
  TrainingSet changingOnly(List<Integer> kept) {
    Map<Pattern, PatternCount> merged = new HashMap<>();
    for (PatternCount count : patterns) {
      Pattern pattern = changingOnly(kept, count.pattern());
      merged.merge(
          pattern, new PatternCount(pattern, count.ham(), count.spam()), PatternCount::plus);
    }
    List<TunableRule> changing = kept.stream().map(rules::get).toList();
    return new TrainingSet(changing, inOrder(merged), unlabelled, leftOut);
  }

  private Pattern changingOnly(List<Integer> kept, Pattern pattern) {
    Set<Integer> hits = IntStream.of(pattern.rules()).boxed().collect(Collectors.toSet());
    double others =
        hits.stream()
            .filter(rule -> !kept.contains(rule))
            .mapToDouble(rule -> rules.get(rule).points())
            .sum();
    int[] changing =
        IntStream.range(0, kept.size()).filter(i -> hits.contains(kept.get(i))).toArray();
    return new Pattern(changing, Points.exact(pattern.others() + others));
  }

  private static List<PatternCount> inOrder(Map<Pattern, PatternCount> patterns) {
    return patterns.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Collects messages; for one thread. */
  public static final class Collector implements Consumer<LoggedMessage> {
    private final List<TunableRule> rules;
    private final Set<String> names;
    private final Map<Pattern, PatternCount> patterns = new HashMap<>();
    private long unlabelled;
    private long leftOut;

    private Collector(List<TunableRule> rules) {
      this.rules = rules;
      this.names = new HashSet<>(rules.stream().map(TunableRule::name).toList());
      if (names.size() < rules.size()) {
        throw new IllegalArgumentException("a rule is there twice");
      }
    }

    @Override
    public void accept(LoggedMessage message) {
      if (message.label().isEmpty()) {
        unlabelled++;
        return;
      }
      Pattern pattern = new Pattern(hits(message), others(message));
      if (patterns.size() == MAX_PATTERNS && !patterns.containsKey(pattern)) {
        leftOut++;
        return;
      }
      boolean spam = message.label().get() == Label.SPAM;
      patterns.merge(
          pattern, new PatternCount(pattern, spam ? 0 : 1, spam ? 1 : 0), PatternCount::plus);
    }

    private int[] hits(LoggedMessage message) {
      return IntStream.range(0, rules.size())
          .filter(rule -> message.isTrue(rules.get(rule).name()))
          .toArray();
    }

    private double others(LoggedMessage message) {
      double others = 0;
      for (Map.Entry<String, Double> hit : message.hits().entrySet()) {
        others += names.contains(hit.getKey()) ? 0 : hit.getValue();
      }
      return Points.exact(others);
    }

    /** What was collected so far. */
    public TrainingSet collected() {
      return new TrainingSet(rules, inOrder(patterns), unlabelled, leftOut);
    }
  }
}
