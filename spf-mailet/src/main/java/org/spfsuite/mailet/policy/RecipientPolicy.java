package org.spfsuite.mailet.policy;

import java.util.List;

/**
 * What is different for some recipients.
 *
 * @param name in the configuration
 * @param recipients to whom it applies
 * @param mode whether decisions are carried out
 * @param table what results lead to
 */
public record RecipientPolicy(
    String name, List<AddressPattern> recipients, Mode mode, DecisionTable table) {

  /** Copies the list. */
  public RecipientPolicy {
    recipients = List.copyOf(recipients);
  }

  boolean isFor(String recipient) {
    return recipients.stream().anyMatch(pattern -> pattern.matches(recipient));
  }
}
