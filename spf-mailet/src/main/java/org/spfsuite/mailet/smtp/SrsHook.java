package org.spfsuite.mailet.smtp;

import com.google.inject.Inject;
import org.apache.commons.configuration2.Configuration;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.spfsuite.mailet.SrsService;

/**
 * Refuses recipients that look like SRS addresses of ours and are not, and names the new address of
 * aliases under {@code alias.refuse}.
 *
 * <pre>{@code
 * <handler class="org.spfsuite.mailet.smtp.SrsHook"/>
 * }</pre>
 *
 * <p>For servers without {@code ValidRcptHandler}; where there is one, put {@link
 * SrsValidRcptHandler} in its place, which does this, too. Good addresses and all others are left
 * to the handlers that follow. All options stand in {@code conf/srs.properties}.
 */
public final class SrsHook implements RcptHook {

  private final SrsService service;
  private final SrsAnswers answers;

  /** Made by James's loader. */
  @Inject
  public SrsHook(SrsService service, RecipientRewriteTable aliases) {
    this.service = service;
    this.answers = new SrsAnswers(service, aliases);
  }

  @Override
  public void init(Configuration element) {
    service.refuseToStartWith(
        Sessions.unknownOptions(element, SrsHook.class, "conf/srs.properties"));
  }

  @Override
  public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
    return answers.to(session, sender, recipient).orElse(HookResult.DECLINED);
  }
}
