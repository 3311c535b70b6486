package org.spfsuite.scoring.rule;

import java.util.Set;
import org.spfsuite.scoring.eval.Evaluation;
import org.spfsuite.scoring.expression.Expression;

/**
 * A rule as a policy has it.
 *
 * @param name letters, digits and underscores, no digit first; with two underscores before it the
 *     rule is only for other rules
 * @param body when it hits
 * @param description for people; empty if there is none
 * @param flags lower case, such as {@code net} and {@code nice}
 */
public record Rule(String name, Body body, String description, Set<String> flags) {

  /** When a rule hits. */
  public sealed interface Body {

    /**
     * A function says so.
     *
     * @param text as written, such as {@code check_for_spf_pass()}
     * @param evaluation the function with its arguments
     */
    record Eval(String text, Evaluation evaluation) implements Body {}

    /**
     * An expression over other rules is not zero.
     *
     * @param text as written
     * @param expression what it says
     */
    record Meta(String text, Expression expression) implements Body {}
  }

  /** Copies the set. */
  public Rule {
    flags = Set.copyOf(flags);
  }

  /** Whether it is only for other rules and gives no points. */
  public boolean isPartOfOthers() {
    return name.startsWith("__");
  }

  /** Whether it can only lower a score. */
  public boolean isNice() {
    return flags.contains("nice");
  }

  /** What it is worth if nothing says so. */
  public double defaultPoints() {
    double size = name.startsWith("T_") ? 0.01 : 1;
    return isNice() ? -size : size;
  }

  /** Whether a text can be a rule's name. */
  public static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= 100
        && !(text.charAt(0) >= '0' && text.charAt(0) <= '9')
        && text.chars().allMatch(Rule::isNamePart);
  }

  private static boolean isNamePart(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
