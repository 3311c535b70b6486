package org.spfsuite.scoring.policy;

import java.util.List;
import org.spfsuite.scoring.eval.AddressLists;
import org.spfsuite.scoring.eval.WelcomeTerms;
import org.spfsuite.scoring.rule.RuleSet;

/**
 * What messages are scored by. Immutable; read from files by {@link PolicyFiles}.
 *
 * @param mode how much is believed
 * @param rules and what they are worth
 * @param required the score from which on mail is spam
 * @param lists of addresses
 * @param terms of the welcome lists
 * @param overlays what is different for some, in the order in which it applies
 * @param origins how it is found out where a message came from
 * @param headers to be put into messages, in order
 */
public record ScorePolicy(
    Mode mode,
    RuleSet rules,
    double required,
    AddressLists lists,
    WelcomeTerms terms,
    List<Overlay> overlays,
    Origins origins,
    List<HeaderTemplate> headers) {

  /** Copies the lists. */
  public ScorePolicy {
    overlays = List.copyOf(overlays);
    headers = List.copyOf(headers);
  }
}
