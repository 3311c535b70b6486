package org.spfsuite.mailet.policy;

import java.util.EnumMap;
import java.util.Map;
import org.spfsuite.core.SpfVerdicts;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;

/**
 * The decision table: identity and result to action. Only a {@code fail} refuses mail by default;
 * trouble of any kind accepts it and says so.
 */
public final class EnforcementPolicy {

  /** Refuses {@code fail} on either identity, accepts everything else. */
  public static final EnforcementPolicy DEFAULT = new EnforcementPolicy(Map.of());

  /**
   * A cell of the table.
   *
   * @param identity which claim
   * @param result what was found
   */
  public record Cell(Identity identity, SpfResult result) {}

  private final Map<Identity, Map<SpfResult, Action>> table = new EnumMap<>(Identity.class);

  /**
   * A policy.
   *
   * @param changes cells that differ from {@link #defaultAction}
   */
  public EnforcementPolicy(Map<Cell, Action> changes) {
    for (Identity identity : Identity.values()) {
      Map<SpfResult, Action> row = new EnumMap<>(SpfResult.class);
      for (SpfResult result : SpfResult.values()) {
        row.put(result, changes.getOrDefault(new Cell(identity, result), defaultAction(result)));
      }
      table.put(identity, row);
    }
  }

  /** What applies where nothing is configured. */
  public static Action defaultAction(SpfResult result) {
    return result == SpfResult.FAIL ? Action.REFUSE : Action.ACCEPT;
  }

  /** The action of one cell. */
  public Action action(Identity identity, SpfResult result) {
    return table.getOrDefault(identity, Map.of()).getOrDefault(result, Action.ACCEPT);
  }

  /** The stricter of the two identities' actions; MAIL FROM where they agree. */
  public Decision decide(SpfVerdicts verdicts) {
    Action helo = action(Identity.HELO, verdicts.helo().result());
    Action mailFrom = action(Identity.MAIL_FROM, verdicts.mailFrom().result());
    return helo.compareTo(mailFrom) > 0
        ? new Decision(helo, verdicts.helo())
        : new Decision(mailFrom, verdicts.mailFrom());
  }
}
