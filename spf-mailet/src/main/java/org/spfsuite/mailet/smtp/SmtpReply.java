package org.spfsuite.mailet.smtp;

import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Explanation;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.mailet.policy.Action;
import org.spfsuite.mailet.policy.Decision;

/** The words in which a client is told of a decision. */
final class SmtpReply {

  /** RFC 5321 §4.5.3.1.5: a reply line has 512 octets, code, blank and CRLF included. */
  private static final int MAX_TEXT = 512 - 4 - 2;

  private static final int MAX_DOMAIN = 120;

  private SmtpReply() {}

  /** What James's hook returns: nothing to say if the message is accepted. */
  static HookResult of(Decision decision, SpfRequest request) {
    return switch (decision.action()) {
      case ACCEPT -> HookResult.DECLINED;
      case DEFER -> reply(HookReturnCode.denySoft(), "451", decision, request);
      case REFUSE -> reply(HookReturnCode.deny(), "550", decision, request);
    };
  }

  private static HookResult reply(
      HookReturnCode code, String smtpCode, Decision decision, SpfRequest request) {
    String text = smtpCode.charAt(0) + "." + detail(decision.verdict()) + text(decision, request);
    return HookResult.builder()
        .hookReturnCode(code)
        .smtpReturnCode(smtpCode)
        .smtpDescription(SafeText.printable(text, MAX_TEXT)) // James sends it as it is
        .build();
  }

  /** RFC 7372 §3.2: X.7.23 where validation failed, X.7.24 where it could not be done. */
  private static String detail(Verdict verdict) {
    boolean error =
        verdict.result() == SpfResult.TEMPERROR || verdict.result() == SpfResult.PERMERROR;
    return error ? "7.24 " : "7.23 ";
  }

  private static String text(Decision decision, SpfRequest request) {
    Verdict verdict = decision.verdict();
    String domain = SafeText.printable(verdict.domain(), MAX_DOMAIN);
    String subject =
        "SPF " + verdict.identity().title() + " check of " + domain + ": " + verdict.result();
    if (verdict.problem().isPresent()) {
      String again = decision.action() == Action.DEFER ? "; try again later" : "";
      return subject + ", " + verdict.problem().get().detail() + again;
    }
    String mechanism = " (" + verdict.mechanism() + ")";
    String client = request.client().unmapped().toString();
    return switch (verdict.result()) {
      case FAIL ->
          subject
              + ", "
              + client
              + " may not send for it"
              + mechanism
              + explanation(verdict, domain);
      case SOFTFAIL -> subject + ", " + client + " should not send for it" + mechanism;
      case NONE -> subject + ", no SPF policy is published";
      default -> subject + ", says nothing for " + client + mechanism;
    };
  }

  /** RFC 7208 §6.2: the reader must see that these words are not ours. */
  private static String explanation(Verdict verdict, String domain) {
    return verdict
        .explanation()
        .map(
            e ->
                e.source() == Explanation.Source.DOMAIN_OWNER
                    ? ". " + domain + " explains: " + e.text()
                    : ". " + e.text())
        .orElse("");
  }
}
