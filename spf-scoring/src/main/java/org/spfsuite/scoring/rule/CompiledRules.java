package org.spfsuite.scoring.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.text.Glob;
import org.spfsuite.scoring.eval.Evaluation;
import org.spfsuite.scoring.eval.Subject;
import org.spfsuite.scoring.expression.Expression;
import org.spfsuite.scoring.expression.Expression.Call;
import org.spfsuite.scoring.expression.Expression.Name;
import org.spfsuite.scoring.expression.Formula;
import org.spfsuite.scoring.fact.Facts;
import org.spfsuite.scoring.rule.Rule.Body.Eval;
import org.spfsuite.scoring.rule.Rule.Body.Meta;

/**
 * Rules made ready for one score set: functions first, then metas, each behind those that it
 * depends on. A rule that is worth nothing does not run and counts as not hit, as in SpamAssassin;
 * nor does one that needs the network where there is none.
 */
public final class CompiledRules {

  private static final String MATCHING = "rules_matching";
  private static final String LOCAL_TESTS_ONLY = "local_tests_only";
  private static final int MAX_EVIDENCE = 500;

  private final List<Rule> rules;
  private final Map<String, Integer> index;
  private final Evaluation.Test[] tests;
  private final Formula[] formulas;
  private final int[][] reasons;
  private final List<Evaluation> evaluations;
  private final double[] points;
  private final boolean[] runnable;
  private final boolean[] partsOfOthers;
  private final Set<String> cyclic;

  private CompiledRules(RuleSet set, ScoreSet scores) {
    List<Rule> metas = new ArrayList<>();
    this.cyclic = Metas.order(set.rules(), metas);
    this.rules = new ArrayList<>();
    set.rules().values().stream().filter(r -> r.body() instanceof Eval).forEach(rules::add);
    this.tests = new Evaluation.Test[rules.size()];
    this.evaluations = new ArrayList<>();
    for (int i = 0; i < tests.length; i++) {
      Evaluation evaluation = ((Eval) rules.get(i).body()).evaluation();
      evaluations.add(evaluation);
      tests[i] = evaluation.test();
    }
    rules.addAll(metas);
    this.index = new HashMap<>();
    IntStream.range(0, rules.size()).forEach(i -> index.put(rules.get(i).name(), i));
    this.points = rules.stream().mapToDouble(rule -> set.points(rule, scores)).toArray();
    this.runnable = runnable(scores);
    this.partsOfOthers = new boolean[rules.size()];
    for (int i = 0; i < partsOfOthers.length; i++) {
      partsOfOthers[i] = rules.get(i).isPartOfOthers();
    }
    this.formulas = new Formula[rules.size() - tests.length];
    this.reasons = new int[formulas.length][];
    for (int i = 0; i < formulas.length; i++) {
      Meta meta = (Meta) rules.get(tests.length + i).body();
      formulas[i] = formula(meta.expression(), scores);
      reasons[i] = reasons(meta.expression());
    }
  }

  /** Makes rules ready. */
  public static CompiledRules of(RuleSet rules, ScoreSet scores) {
    return new CompiledRules(rules, scores);
  }

  /** Metas that depend on themselves, and so never hit. */
  public Set<String> cyclic() {
    return cyclic;
  }

  // --- getting ready ---

  private Formula formula(Expression expression, ScoreSet scores) {
    double local = scores.usesNetwork() ? 0 : 1;
    return Formula.of(expression, this::indexOf, call -> call(call, local));
  }

  /** The rules that an expression names: what they hit for is what it hits for. */
  private int[] reasons(Expression expression) {
    return expression
        .parts()
        .filter(Name.class::isInstance)
        .mapToInt(part -> indexOf(((Name) part).name()))
        .filter(i -> i >= 0)
        .distinct()
        .toArray();
  }

  private int indexOf(String name) {
    return index.getOrDefault(name, -1);
  }

  private Formula call(Call call, double local) {
    if (call.function().equals(LOCAL_TESTS_ONLY)) {
      return values -> local;
    }
    int[] matching =
        call.function().equals(MATCHING) ? matching(new Glob(call.argument())) : new int[0];
    return values -> {
      double sum = 0;
      for (int i : matching) {
        sum += values[i];
      }
      return sum;
    };
  }

  private int[] matching(Glob glob) {
    return IntStream.range(0, rules.size())
        .filter(i -> glob.matches(rules.get(i).name()))
        .toArray();
  }

  /** A meta that depends on rules over the network is one of them. */
  private boolean[] runnable(ScoreSet scores) {
    Set<String> overNetwork = new HashSet<>();
    boolean[] runs = new boolean[rules.size()];
    for (int i = 0; i < runs.length; i++) {
      Rule rule = rules.get(i);
      if (rule.flags().contains("net") || dependsOn(rule, overNetwork)) {
        overNetwork.add(rule.name());
      }
      runs[i] = scores.usesNetwork() || !overNetwork.contains(rule.name());
    }
    return runs;
  }

  private static boolean dependsOn(Rule rule, Set<String> names) {
    return rule.body() instanceof Meta meta
        && !Metas.dependencies(meta.expression(), names).isEmpty();
  }

  // --- what must be known ---

  /**
   * Whether some rule that runs wants the size of the sender's policy.
   *
   * @param worth what rules are worth, in the order of {@link #points()}
   */
  public boolean wantsSpace(double[] worth) {
    return IntStream.range(0, tests.length)
        .anyMatch(i -> runs(i, worth) && evaluations.get(i).wantsSpace());
  }

  /**
   * The questions to DNS that rules that run have about a message.
   *
   * @param worth what rules are worth, in the order of {@link #points()}
   */
  public Set<DnsQuestion> questions(Facts facts, double[] worth) {
    Set<DnsQuestion> questions = new LinkedHashSet<>();
    for (int i = 0; i < tests.length; i++) {
      if (runs(i, worth)) {
        evaluations.get(i).questions().apply(facts).ifPresent(questions::add);
      }
    }
    return questions;
  }

  // --- at work ---

  /** All points, to be changed by whoever asks for them. */
  public double[] points() {
    return points.clone();
  }

  /** Where a rule stands in {@link #points()}; no value if there is no such rule. */
  public Optional<Integer> position(String rule) {
    return Optional.ofNullable(index.get(rule));
  }

  /** The rules in the order of {@link #points()}. */
  public List<Rule> rules() {
    return Collections.unmodifiableList(rules);
  }

  private boolean runs(int i, double[] worth) {
    return runnable[i] && (worth[i] != 0 || partsOfOthers[i]);
  }

  /**
   * The rules that hit and are worth something.
   *
   * @param worth what they are worth, in the order of {@link #points()}
   */
  public List<Hit> hits(Subject subject, double[] worth) {
    List<Hit> hits = new ArrayList<>();
    double[] values = new double[rules.size()];
    @Nullable String[] evidence = new String[rules.size()];
    for (int i = 0; i < tests.length; i++) {
      if (runs(i, worth)) {
        Optional<String> found = tests[i].evidence(subject);
        if (found.isPresent()) {
          values[i] = 1;
          evidence[i] = found.get();
          hit(i, worth, found.get(), hits);
        }
      }
    }
    metas(values, evidence, worth, hits);
    return hits;
  }

  private void metas(double[] values, @Nullable String[] evidence, double[] worth, List<Hit> hits) {
    for (int m = 0; m < formulas.length; m++) {
      int i = tests.length + m;
      if (runs(i, worth)) {
        values[i] = formulas[m].value(values);
        if (values[i] != 0) {
          String why = evidence(reasons[m], evidence);
          evidence[i] = why;
          hit(i, worth, why, hits);
        }
      }
    }
  }

  /** What the rules hit for that a meta names, the same only once. */
  private static String evidence(int[] reasons, @Nullable String[] evidence) {
    String all = "";
    for (int reason : reasons) {
      String one = evidence[reason];
      if (one != null && !all.contains(one) && all.length() < MAX_EVIDENCE) {
        all = all.isEmpty() ? one : all + "; " + one;
      }
    }
    return all;
  }

  private void hit(int i, double[] worth, String evidence, List<Hit> hits) {
    if (!partsOfOthers[i]) {
      Rule rule = rules.get(i);
      hits.add(new Hit(rule.name(), worth[i], rule.description(), evidence));
    }
  }

  /**
   * The names of all rules with functions that are true of a message, whatever they are worth:
   * enough to score it again under another policy.
   */
  public List<String> truths(Subject subject) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < tests.length; i++) {
      if (runnable[i] && tests[i].evidence(subject).isPresent()) {
        names.add(rules.get(i).name());
      }
    }
    return names;
  }

  /**
   * The rules that hit a message of which these rules with functions are true, and are worth
   * something; without evidence.
   */
  public List<Hit> hits(Set<String> truths) {
    List<Hit> hits = new ArrayList<>();
    double[] values = new double[rules.size()];
    for (int i = 0; i < tests.length; i++) {
      if (runs(i, points) && truths.contains(rules.get(i).name())) {
        values[i] = 1;
        hit(i, points, "", hits);
      }
    }
    metas(values, new String[values.length], points, hits);
    return hits;
  }

  /** The score of a message of which these rules with functions are true. */
  public double score(Set<String> truths) {
    return hits(truths).stream().mapToDouble(Hit::points).sum();
  }
}
