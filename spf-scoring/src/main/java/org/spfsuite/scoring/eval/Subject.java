package org.spfsuite.scoring.eval;

import java.util.List;
import java.util.Optional;
import org.spfsuite.scoring.fact.Facts;

/**
 * What a rule looks at.
 *
 * @param facts of the message
 * @param lists of the policy, and those that hold for this sender or recipient besides
 * @param terms of the welcome lists
 */
public record Subject(Facts facts, List<AddressLists> lists, WelcomeTerms terms) {

  /** Whether any of these lists has entries. */
  boolean hasAny(List<ListName> names) {
    for (AddressLists some : lists) {
      if (some.hasAny(names)) {
        return true;
      }
    }
    return false;
  }

  /** The entry that an address fits; an empty address fits none. */
  Optional<String> match(List<ListName> names, String address) {
    if (address.isEmpty()) {
      return Optional.empty();
    }
    for (AddressLists some : lists) {
      Optional<String> entry = some.match(names, address);
      if (entry.isPresent()) {
        return entry;
      }
    }
    return Optional.empty();
  }
}
