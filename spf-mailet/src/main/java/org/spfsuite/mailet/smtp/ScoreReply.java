package org.spfsuite.mailet.smtp;

import java.util.Locale;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.mailet.journal.LogLine;
import org.spfsuite.mailet.policy.ScoreDecision;

/** The words in which a client is told that its message has too many points. */
final class ScoreReply {

  /** RFC 5321 §4.5.3.1.5, as in {@link SmtpReply}. */
  private static final int MAX_TEXT = 512 - 4 - 2;

  private ScoreReply() {}

  /**
   * What James's hook returns: nothing to say if the message is accepted.
   *
   * @param least the score from which on messages are refused
   */
  static HookResult of(ScoreDecision decision, double least) {
    if (!decision.action().stopsMail()) {
      return HookResult.DECLINED;
    }
    // RFC 3463 §3.8: 5.7.1 is a refusal by policy.
    String text =
        String.format(
            Locale.ROOT,
            "5.7.1 message refused with score %s, refused from %s on: %s",
            decision.report().score(),
            least,
            LogLine.rules(decision.report()));
    return HookResult.builder()
        .hookReturnCode(HookReturnCode.deny())
        .smtpReturnCode("550")
        .smtpDescription(SafeText.printable(text, MAX_TEXT)) // James sends it as it is
        .build();
  }
}
