package org.spfsuite.scoring.eval;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.scoring.fact.Facts;

/**
 * A function with its arguments, ready to be asked.
 *
 * @param test whether the rule hits
 * @param questions to DNS that must be answered before
 * @param wantsSpace whether the size of the sender's policy must be known
 */
public record Evaluation(
    Test test, Function<Facts, Optional<DnsQuestion>> questions, boolean wantsSpace) {

  /** Whether a rule hits. */
  @FunctionalInterface
  public interface Test {
    /** What it hits for, for people, on one line, safe to print; no value: it does not hit. */
    Optional<String> evidence(Subject subject);
  }

  static Evaluation of(Test test) {
    return new Evaluation(test, facts -> Optional.empty(), false);
  }

  static Evaluation ofSpace(Test test) {
    return new Evaluation(test, facts -> Optional.empty(), true);
  }

  /** Never hits, and is no trouble. */
  static final Evaluation NEVER = of(subject -> Optional.empty());

  /** All that functions may be given. */
  @FunctionalInterface
  interface Binding {
    /**
     * Binds arguments.
     *
     * @throws IllegalArgumentException if they are not right; the message says what would be
     */
    Evaluation bind(List<String> arguments);
  }
}
