package org.spfsuite.mailet.config;

import java.util.Optional;
import org.spfsuite.core.check.DomainOverrides;
import org.spfsuite.core.verdict.SpfResult;

/**
 * That a result of some domains is treated as another, such as {@code bank.example softfail as
 * fail}.
 *
 * @param domains a domain, or all below one: {@code *.bank.example}, or all: {@code *}
 * @param result what the check comes to
 * @param as what is made of it
 */
record Treatment(String domains, SpfResult result, SpfResult as) {

  static Optional<Treatment> parse(String text) {
    String[] words = text.split(" +", -1);
    if (words.length != 4 || !words[2].equalsIgnoreCase("as")) {
      return Optional.empty();
    }
    Optional<SpfResult> result = SpfResult.of(words[1]);
    Optional<SpfResult> as = SpfResult.of(words[3]);
    return isPattern(words[0])
        ? result.flatMap(r -> as.map(a -> new Treatment(words[0], r, a)))
        : Optional.empty();
  }

  private static boolean isPattern(String text) {
    try {
      DomainOverrides.builder().treatAs(text, SpfResult.NONE, SpfResult.NONE);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
