package org.spfsuite.scoring.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rules and what they are worth.
 *
 * @param rules by name, in the order in which they were defined
 * @param points by the names of rules; those that are missing are worth {@link
 *     Rule#defaultPoints()}, and names of no rule do no harm
 */
public record RuleSet(Map<String, Rule> rules, Map<String, Points> points) {

  /** Copies the maps. */
  public RuleSet {
    rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
    points = Map.copyOf(points);
  }

  /** What a rule is worth. */
  public double points(Rule rule, ScoreSet set) {
    Points given = points.get(rule.name());
    return given == null ? rule.defaultPoints() : given.in(set);
  }
}
