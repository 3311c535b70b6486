package org.spfsuite.scoring.tuning;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of one scored message. Iteration order of hits and facts is that of the log.
 *
 * @param id what the message is called, not empty; not safe to print
 * @param label what it is; empty if nobody said
 * @param score total points at the time, from -1,000,000 to 1,000,000
 * @param required from which total on a message was spam at the time, same range
 * @param hits rules that gave points, and how many (same range)
 * @param facts elementary rules that were true, whatever their points: all that another policy
 *     needs to know of the message
 */
public record LoggedMessage(
    String id,
    Optional<Label> label,
    double score,
    double required,
    Map<String, Double> hits,
    Set<String> facts) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the id is empty, a number is out of range or a rule's name
   *     is none
   */
  public LoggedMessage {
    hits = Collections.unmodifiableMap(new LinkedHashMap<>(hits));
    facts = Collections.unmodifiableSet(new LinkedHashSet<>(facts));
    check(!id.isEmpty(), "a message needs an id");
    check(Points.isValid(score) && Points.isValid(required), "score or required out of range");
    check(hits.values().stream().allMatch(Points::isValid), "points out of range");
    check(hits.keySet().stream().allMatch(RuleNames::isValid), "a hit is no rule's name");
    check(facts.stream().allMatch(RuleNames::isValid), "a fact is no rule's name");
  }

  private static void check(boolean valid, String problem) {
    if (!valid) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** Whether the message was spam by its points. */
  public boolean wasSpam() {
    return score >= required;
  }

  /** Whether a rule was true, with or without points. */
  public boolean isTrue(String rule) {
    return hits.containsKey(rule) || facts.contains(rule);
  }
}
