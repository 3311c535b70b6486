package org.spfsuite.mailet.smtp;

import java.util.EnumMap;
import java.util.Map;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Explanation;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.mailet.policy.Action;
import org.spfsuite.mailet.policy.Decision;
import org.spfsuite.mailet.policy.Reply;
import org.spfsuite.mailet.policy.ReplyText.Part;

/** The words in which a client is told of a decision. */
final class SmtpReply {

  /** RFC 5321 §4.5.3.1.5: a reply line has 512 octets, code, blank and CRLF included. */
  private static final int MAX_TEXT = 512 - 4 - 2;

  /** So that no value, all of which are somebody else's, crowds out what stands behind it. */
  private static final int MAX_VALUE = 120;

  private SmtpReply() {}

  /** What James's hook returns: nothing to say if the message is accepted. */
  static HookResult of(Decision decision, SpfRequest request, String recipient) {
    if (!decision.action().stopsMail()) {
      return HookResult.DECLINED;
    }
    Reply reply = decision.rule().reply();
    return HookResult.builder()
        .hookReturnCode(
            decision.action() == Action.DEFER ? HookReturnCode.denySoft() : HookReturnCode.deny())
        .smtpReturnCode(Integer.toString(reply.code()))
        .smtpDescription(text(decision, request, recipient)) // James sends it as it is
        .build();
  }

  /** Enhanced status and text: printable ASCII. */
  private static String text(Decision decision, SpfRequest request, String recipient) {
    Reply reply = decision.rule().reply();
    String text = reply.text().with(values(decision.verdict(), request, recipient));
    return SafeText.printable(reply.status() + " " + text, MAX_TEXT);
  }

  private static Map<Part, String> values(Verdict verdict, SpfRequest request, String recipient) {
    Map<Part, String> values = new EnumMap<>(Part.class);
    values.put(Part.IDENTITY, verdict.identity().title());
    values.put(Part.DOMAIN, shortened(verdict.domain()));
    values.put(Part.RESULT, verdict.result().text());
    values.put(Part.MECHANISM, verdict.mechanism());
    values.put(Part.REASON, reason(verdict));
    values.put(Part.EXPLANATION, explanation(verdict));
    values.put(Part.CLIENT, request.client().unmapped().toString());
    values.put(Part.HELO, shortened(request.helo()));
    values.put(Part.SENDER, shortened(request.mailFrom()));
    values.put(Part.RECIPIENT, shortened(recipient));
    return values;
  }

  private static String shortened(String text) {
    return SafeText.printable(text, MAX_VALUE);
  }

  private static String reason(Verdict verdict) {
    return verdict.problem().isPresent() ? verdict.problem().get().detail() : verdict.reason();
  }

  /** RFC 7208 §6.2: the reader must see that these words are not ours. */
  private static String explanation(Verdict verdict) {
    return verdict
        .explanation()
        .map(
            e ->
                e.source() == Explanation.Source.DOMAIN_OWNER
                    ? ". " + shortened(verdict.domain()) + " explains: " + e.text()
                    : ". " + e.text())
        .orElse("");
  }
}
