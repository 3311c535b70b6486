package org.spfsuite.core.check;

import java.util.Optional;

/**
 * How checks are done.
 *
 * @param limits the bounds of a check
 * @param choices what RFC 7208 leaves open
 * @param overrides what the receiver knows better
 * @param receiver name of the receiving host for {@code %{r}}; {@code unknown} if there is none
 * @param defaultExplanation what to say of a fail where the domain's owner says nothing
 * @param traced whether verdicts carry a {@link org.spfsuite.core.verdict.Trace}
 * @param prefetch whether names that a check is about to need are asked for together; it makes no
 *     difference to verdicts
 */
public record CheckSettings(
    CheckLimits limits,
    OpenChoices choices,
    DomainOverrides overrides,
    String receiver,
    Optional<String> defaultExplanation,
    boolean traced,
    boolean prefetch) {

  /** RFC 7208 to the letter, no receiver's name, no explanation of our own, no trace. */
  public static final CheckSettings DEFAULTS =
      new CheckSettings(
          CheckLimits.RFC_7208,
          OpenChoices.DEFAULTS,
          DomainOverrides.NONE,
          "unknown",
          Optional.empty(),
          false,
          true);

  /** The same with other limits. */
  public CheckSettings withLimits(CheckLimits value) {
    return new CheckSettings(
        value, choices, overrides, receiver, defaultExplanation, traced, prefetch);
  }

  /** The same with other choices. */
  public CheckSettings withChoices(OpenChoices value) {
    return new CheckSettings(
        limits, value, overrides, receiver, defaultExplanation, traced, prefetch);
  }

  /** The same with other overrides. */
  public CheckSettings withOverrides(DomainOverrides value) {
    return new CheckSettings(
        limits, choices, value, receiver, defaultExplanation, traced, prefetch);
  }

  /** The same with another name of the receiving host. */
  public CheckSettings withReceiver(String value) {
    return new CheckSettings(
        limits, choices, overrides, value, defaultExplanation, traced, prefetch);
  }

  /** The same with a default explanation. */
  public CheckSettings withDefaultExplanation(String value) {
    return new CheckSettings(
        limits, choices, overrides, receiver, Optional.of(value), traced, prefetch);
  }

  /** The same with or without traces. */
  public CheckSettings withTraces(boolean value) {
    return new CheckSettings(
        limits, choices, overrides, receiver, defaultExplanation, value, prefetch);
  }

  /** The same with or without prefetch. */
  public CheckSettings withPrefetch(boolean value) {
    return new CheckSettings(
        limits, choices, overrides, receiver, defaultExplanation, traced, value);
  }
}
