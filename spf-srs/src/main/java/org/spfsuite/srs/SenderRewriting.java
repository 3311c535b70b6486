package org.spfsuite.srs;

import java.util.Optional;
import org.spfsuite.srs.audit.Audit;
import org.spfsuite.srs.outcome.ForwardOutcome;
import org.spfsuite.srs.outcome.ForwardOutcome.LeftAlone;
import org.spfsuite.srs.outcome.ForwardOutcome.Reason;
import org.spfsuite.srs.outcome.ReverseOutcome;
import org.spfsuite.srs.policy.ForwardPolicy;
import org.spfsuite.srs.policy.ForwardRequest;

/**
 * What a mail server asks: policy first, then the scheme, and each decision is told. Safe for use
 * by several threads.
 *
 * @param policy which senders are rewritten
 * @param forwarder rewrites them
 * @param reverser knows them again
 * @param audit is told
 */
public record SenderRewriting(
    ForwardPolicy policy, SrsForwarder forwarder, SrsReverser reverser, Audit audit) {

  /** The sender of a message that is forwarded; may wait for DNS and the store. */
  public ForwardOutcome forward(ForwardRequest request) {
    Optional<Reason> reason = policy.leavesAlone(request);
    ForwardOutcome outcome =
        reason.isPresent()
            ? new LeftAlone(reason.get())
            : forwarder.forward(request.sender(), request.srsDomain());
    audit.forwarded(request, outcome);
    return outcome;
  }

  /**
   * What a recipient is; may wait for the store.
   *
   * @param client who wants to send to it, for the log; empty if that is not known
   */
  public ReverseOutcome reverse(String recipient, String client) {
    ReverseOutcome outcome = reverser.reverse(recipient);
    audit.reversed(recipient, client, outcome);
    return outcome;
  }
}
