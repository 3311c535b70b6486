package org.spfsuite.mailet.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.spfsuite.core.SpfVerdicts;

/**
 * How verdicts become decisions.
 *
 * @param mode whether decisions are carried out
 * @param table what results lead to
 * @param recipientPolicies other modes and tables for some recipients; the first that fits applies
 * @param exemptSenders senders whose mail always comes in
 * @param exemptRecipients recipients who get all mail
 */
public record EnforcementPolicy(
    Mode mode,
    DecisionTable table,
    List<RecipientPolicy> recipientPolicies,
    List<AddressPattern> exemptSenders,
    List<AddressPattern> exemptRecipients) {

  /** Copies the lists. */
  public EnforcementPolicy {
    recipientPolicies = List.copyOf(recipientPolicies);
    exemptSenders = List.copyOf(exemptSenders);
    exemptRecipients = List.copyOf(exemptRecipients);
  }

  /**
   * Decides on one recipient's copy of a message.
   *
   * @param sender the reverse-path; empty if it is null
   * @param recipient empty if the decision falls before there is one
   * @param trust asked only if everything else would keep the message out
   */
  public Decision decide(
      SpfVerdicts verdicts, String sender, Optional<String> recipient, Supplier<Trust> trust) {
    Optional<RecipientPolicy> other = recipient.flatMap(this::policyOf);
    Decision decision = other.map(RecipientPolicy::table).orElse(table).decide(verdicts);
    if (!decision.action().stopsMail()) {
      return decision;
    }
    Decision exempted =
        exemption(sender, recipient)
            .map(decision::spared)
            .orElseGet(() -> trusted(decision, trust.get()));
    boolean monitors = other.map(RecipientPolicy::mode).orElse(mode) == Mode.MONITOR;
    return monitors && exempted.action().stopsMail()
        ? exempted.spared(new Spared(Spared.By.MONITOR, ""))
        : exempted;
  }

  /**
   * Why a recipient gets mail from a sender even if something else than SPF alone is against it.
   *
   * @param sender the reverse-path; empty if it is null
   */
  public Optional<Spared> sparing(String sender, String recipient) {
    Mode own = policyOf(recipient).map(RecipientPolicy::mode).orElse(mode);
    return exemption(sender, Optional.of(recipient))
        .or(
            () ->
                own == Mode.MONITOR
                    ? Optional.of(new Spared(Spared.By.MONITOR, ""))
                    : Optional.empty());
  }

  private Optional<RecipientPolicy> policyOf(String recipient) {
    return recipientPolicies.stream().filter(policy -> policy.isFor(recipient)).findFirst();
  }

  private Optional<Spared> exemption(String sender, Optional<String> recipient) {
    return recipient
        .flatMap(to -> spared(Spared.By.RECIPIENT, exemptRecipients, to))
        .or(() -> spared(Spared.By.SENDER, exemptSenders, sender));
  }

  private static Optional<Spared> spared(
      Spared.By by, List<AddressPattern> patterns, String address) {
    return patterns.stream()
        .filter(pattern -> pattern.matches(address))
        .findFirst()
        .map(pattern -> new Spared(by, pattern.text()));
  }

  /** Mail of somebody who may be trusted must not be lost because DNS does not say so today. */
  private static Decision trusted(Decision decision, Trust trust) {
    if (trust instanceof Trust.Yes yes) {
      return decision.spared(yes.spared());
    }
    return trust instanceof Trust.Unknown ? decision.deferred() : decision;
  }
}
