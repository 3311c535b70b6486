package org.spfsuite.mailet.policy;

import java.util.Optional;
import org.spfsuite.core.verdict.Verdict;

/**
 * What to do with a message, and why.
 *
 * @param rule what the decision table says
 * @param verdict the verdict that led to it
 * @param spared why the message comes in all the same
 */
public record Decision(Rule rule, Verdict verdict, Optional<Spared> spared) {

  static Decision of(Rule rule, Verdict verdict) {
    return new Decision(rule, verdict, Optional.empty());
  }

  /** What is done. */
  public Action action() {
    return spared.isPresent() ? Action.ACCEPT : rule.action();
  }

  Decision spared(Spared why) {
    return new Decision(rule, verdict, Optional.of(why));
  }

  Decision deferred() {
    return of(rule.deferred(), verdict);
  }
}
