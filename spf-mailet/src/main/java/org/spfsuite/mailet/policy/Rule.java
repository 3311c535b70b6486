package org.spfsuite.mailet.policy;

import java.util.Optional;
import org.spfsuite.core.verdict.SpfResult;

/**
 * What one result of one identity leads to.
 *
 * @param action what to do
 * @param reply what the client is told, should its mail not come in
 */
public record Rule(Action action, Reply reply) {

  /** Only {@code fail} refuses mail; trouble of any kind accepts it and says so. */
  public static Rule standard(SpfResult result) {
    Action action = result == SpfResult.FAIL ? Action.REFUSE : Action.ACCEPT;
    return new Rule(action, Reply.standard(action, result));
  }

  /**
   * Reads a rule, such as {@code refuse}, {@code defer 451 4.7.24} or {@code refuse 550 5.7.1 Not
   * from {client}}.
   *
   * @return empty if it has another form
   */
  public static Optional<Rule> parse(String text, SpfResult result) {
    String[] words = text.trim().split(" +", 2);
    Optional<Action> action = Action.of(words[0]);
    String rest = words.length > 1 ? words[1] : "";
    return action
        .filter(a -> a.stopsMail() || rest.isEmpty())
        .flatMap(a -> Reply.parse(rest, a, result).map(reply -> new Rule(a, reply)));
  }

  /** The same for later: where something is not known that could spare the message. */
  Rule deferred() {
    return new Rule(Action.DEFER, new Reply(451, "4.7.24", reply.text()));
  }
}
