package org.spfsuite.mailet.policy;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.spfsuite.core.SpfVerdicts;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/** Identity and result to rule. */
public final class DecisionTable {

  /** {@link Rule#standard} everywhere. */
  public static final DecisionTable STANDARD = new DecisionTable(Map.of());

  /**
   * A cell of the table.
   *
   * @param identity which claim
   * @param result what was found
   */
  public record Cell(Identity identity, SpfResult result) {}

  private final Map<Identity, Map<SpfResult, Rule>> rows = new EnumMap<>(Identity.class);

  /**
   * A table.
   *
   * @param changes cells that differ from {@link Rule#standard}
   */
  public DecisionTable(Map<Cell, Rule> changes) {
    for (Identity identity : Identity.values()) {
      Map<SpfResult, Rule> row = new EnumMap<>(SpfResult.class);
      for (SpfResult result : SpfResult.values()) {
        row.put(result, changes.getOrDefault(new Cell(identity, result), Rule.standard(result)));
      }
      rows.put(identity, row);
    }
  }

  /** The rule of one cell. */
  public Rule rule(Identity identity, SpfResult result) {
    Rule rule = rows.getOrDefault(identity, Map.of()).get(result);
    return rule == null ? Rule.standard(result) : rule;
  }

  /** The table with some cells changed. */
  public DecisionTable with(Map<Cell, Rule> changes) {
    Map<Cell, Rule> all = new HashMap<>();
    rows.forEach(
        (identity, row) ->
            row.forEach((result, rule) -> all.put(new Cell(identity, result), rule)));
    all.putAll(changes);
    return new DecisionTable(all);
  }

  /** What the stricter of the two identities leads to; MAIL FROM where they agree. */
  public Decision decide(SpfVerdicts verdicts) {
    Rule helo = rule(verdicts.helo());
    Rule mailFrom = rule(verdicts.mailFrom());
    return helo.action().compareTo(mailFrom.action()) > 0
        ? Decision.of(helo, verdicts.helo())
        : Decision.of(mailFrom, verdicts.mailFrom());
  }

  private Rule rule(Verdict verdict) {
    return rule(verdict.identity(), verdict.result());
  }
}
