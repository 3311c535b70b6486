package org.spfsuite.mailet.smtp;

import com.google.inject.Inject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.mail.MessagingException;
import org.apache.commons.configuration2.Configuration;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HeloHook;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.MailHook;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.SpfVerdicts;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.mailet.SpfService;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.message.SpfMarks;
import org.spfsuite.mailet.policy.Decision;

/**
 * Checks SPF while the client is still on the line.
 *
 * <pre>{@code
 * <handler class="org.spfsuite.mailet.smtp.SpfHook"/>
 * }</pre>
 *
 * <p>The checks start as soon as HELO and MAIL are known; the decision falls at RCPT, which waits
 * for them no longer than {@code check.timeout}. Clients that James lets relay, authenticated ones
 * among them, pass unchecked. All options stand in {@code conf/spf.properties}.
 *
 * <p>No method here throws or returns null: James would answer {@code 451} and hang up.
 */
public final class SpfHook implements HeloHook, MailHook, RcptHook, JamesMessageHook {

  private static final Logger LOGGER = LoggerFactory.getLogger(SpfHook.class);

  /** The check that began with the last HELO of this connection. */
  private static final AttachmentKey<HeloCheck> HELO =
      AttachmentKey.of("org.spfsuite.helo", HeloCheck.class);

  /**
   * The check of the last MAIL. James keeps a transaction's attachments when MAIL is refused, so
   * every MAIL overwrites or removes this.
   */
  private static final AttachmentKey<PendingCheck> MAIL =
      AttachmentKey.of("org.spfsuite.mail", PendingCheck.class);

  private final SpfService service;

  /** Made by James's loader. */
  @Inject
  public SpfHook(SpfService service) {
    this.service = service;
  }

  /**
   * The HELO identity of a connection.
   *
   * @param name in HELO or EHLO
   * @param verdict as soon as it is known
   */
  private record HeloCheck(String name, CompletableFuture<Verdict> verdict) {}

  @Override
  public void init(Configuration element) {
    List<ConfigurationProblem> problems = new ArrayList<>();
    for (Iterator<String> keys = element.getKeys(); keys.hasNext(); ) {
      String key = keys.next();
      if (!key.startsWith("[@")) {
        problems.add(
            new ConfigurationProblem(
                "conf/smtpserver.xml, handler " + SpfHook.class.getName(),
                "unknown option " + key,
                "no options here; they stand in conf/spf.properties"));
      }
    }
    service.refuseToStartWith(problems);
  }

  @Override
  public HookResult doHelo(SMTPSession session, String helo) {
    if (isChecked(session)) {
      heloCheck(session, helo);
    }
    return HookResult.DECLINED;
  }

  /** The check that is under way for this name, or a new one. */
  private HeloCheck heloCheck(SMTPSession session, String helo) {
    Optional<HeloCheck> begun =
        session.getAttachment(HELO, State.Connection).filter(check -> check.name().equals(helo));
    if (begun.isPresent()) {
      return begun.get();
    }
    SpfRequest request = new SpfRequest(client(session), helo, "");
    HeloCheck check = new HeloCheck(helo, service.checkHelo(request));
    session.setAttachment(HELO, check, State.Connection);
    return check;
  }

  @Override
  public HookResult doMail(SMTPSession session, MaybeSender sender) {
    if (!isChecked(session)) {
      session.removeAttachment(MAIL, State.Transaction);
      return HookResult.DECLINED;
    }
    String helo = session.getAttachment(SMTPSession.CURRENT_HELO_NAME, State.Connection).orElse("");
    String mailFrom = sender.asOptional().map(MailAddress::asString).orElse("");
    SpfRequest request = new SpfRequest(client(session), helo, mailFrom);
    PendingCheck check = PendingCheck.start(service, request, heloCheck(session, helo).verdict());
    session.setAttachment(MAIL, check, State.Transaction);
    return HookResult.DECLINED;
  }

  @Override
  public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
    return session
        .getAttachment(MAIL, State.Transaction)
        .map(check -> decide(check, recipient))
        .orElse(HookResult.DECLINED);
  }

  private HookResult decide(PendingCheck check, MailAddress recipient) {
    SpfVerdicts verdicts = check.await();
    Decision decision = service.configuration().policy().decide(verdicts);
    LOGGER.info("{}", DecisionLine.of(decision, verdicts, check.request(), recipient.asString()));
    return SmtpReply.of(decision, check.request());
  }

  @Override
  public HookResult onMessage(SMTPSession session, Mail mail) {
    session.getAttachment(MAIL, State.Transaction).ifPresent(check -> mark(session, mail, check));
    return HookResult.DECLINED;
  }

  private void mark(SMTPSession session, Mail mail, PendingCheck check) {
    String receiver =
        service
            .configuration()
            .receiver()
            .orElseGet(() -> session.getConfiguration().getHelloName());
    try {
      SpfMarks.put(mail, check.request(), check.await(), receiver);
    } catch (MessagingException | RuntimeException e) {
      // A message without our header is better than no message.
      LOGGER.error("SPF: cannot mark message {}", mail.getName(), e);
    }
  }

  private boolean isChecked(SMTPSession session) {
    return !session.isRelayingAllowed()
        && session.getUsername() == null
        && !service.configuration().exempts(client(session));
  }

  private static IpAddress client(SMTPSession session) {
    return IpAddress.of(session.getRemoteAddress().getAddress());
  }
}
