package org.spfsuite.scoring.policy;

import java.util.List;
import java.util.OptionalDouble;
import org.spfsuite.scoring.eval.AddressLists;
import org.spfsuite.scoring.list.AddressList;
import org.spfsuite.scoring.rule.Points;

/**
 * What is different for some senders or recipients.
 *
 * @param side whose address decides
 * @param addresses for whom it holds
 * @param points of rules, in the order in which they apply
 * @param required the score from which on mail is spam; no value: as for all others
 * @param lists that hold besides those of the policy
 */
public record Overlay(
    Side side,
    AddressList addresses,
    List<Change> points,
    OptionalDouble required,
    AddressLists lists) {

  /** Whose address. */
  public enum Side {
    /** The envelope sender's. */
    SENDER,
    /** The recipient's. */
    RECIPIENT
  }

  /**
   * Other points for a rule.
   *
   * @param rule its name
   * @param points the new ones
   * @param relative whether they are added to the old ones
   */
  public record Change(String rule, Points points, boolean relative) {}

  /** Copies the list. */
  public Overlay {
    points = List.copyOf(points);
  }
}
