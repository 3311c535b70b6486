package org.spfsuite.mailet.smtp;

import com.google.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
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
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.mailet.SpfService;
import org.spfsuite.mailet.config.SpfConfiguration.Phase;
import org.spfsuite.mailet.engine.SpfEngine;
import org.spfsuite.mailet.journal.LogLine;
import org.spfsuite.mailet.message.SpfMarks;
import org.spfsuite.mailet.message.SpfMarks.HostNames;
import org.spfsuite.mailet.policy.Decision;
import org.spfsuite.mailet.policy.Spared;

/**
 * Checks SPF while the client is still on the line.
 *
 * <pre>{@code
 * <handler class="org.spfsuite.mailet.smtp.SpfHook"/>
 * }</pre>
 *
 * <p>The checks start as soon as HELO and MAIL are known; the decision falls at RCPT, or at MAIL if
 * so configured, which waits for them no longer than {@code check.timeout}. Clients that James lets
 * relay, authenticated ones among them, pass unchecked. All options stand in {@code
 * conf/spf.properties}.
 *
 * <p>No method here throws or returns null: James would answer {@code 451}, or hang up. A bug of
 * ours accepts the message.
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
    service.refuseToStartWith(Sessions.unknownOptions(element, SpfHook.class));
  }

  @Override
  public HookResult doHelo(SMTPSession session, String helo) {
    return guarded(
        () -> {
          SpfEngine engine = service.engine();
          if (Sessions.unchecked(session, engine.configuration()).isEmpty()) {
            heloCheck(session, engine, helo);
          }
          return HookResult.DECLINED;
        });
  }

  private HeloCheck heloCheck(SMTPSession session, SpfEngine engine, String helo) {
    Optional<HeloCheck> known =
        session.getAttachment(HELO, State.Connection).filter(check -> check.name().equals(helo));
    if (known.isPresent()) {
      return known.get();
    }
    SpfRequest request = new SpfRequest(Sessions.client(session), helo, "");
    HeloCheck check = new HeloCheck(helo, engine.checkHelo(request));
    session.setAttachment(HELO, check, State.Connection);
    return check;
  }

  @Override
  public HookResult doMail(SMTPSession session, MaybeSender sender) {
    session.removeAttachment(MAIL, State.Transaction);
    return guarded(() -> begin(session, sender));
  }

  private HookResult begin(SMTPSession session, MaybeSender sender) {
    SpfEngine engine = service.engine();
    String helo = Sessions.helo(session);
    String mailFrom = sender.asOptional().map(MailAddress::asString).orElse("");
    SpfRequest request = new SpfRequest(Sessions.client(session), helo, mailFrom);
    Optional<String> because = Sessions.unchecked(session, engine.configuration());
    if (because.isPresent()) {
      service.metrics().unchecked();
      LOGGER.debug("{}", LogLine.unchecked(request, because.get()));
      return HookResult.DECLINED;
    }
    PendingCheck check =
        PendingCheck.start(service, engine, request, heloCheck(session, engine, helo).verdict());
    session.setAttachment(MAIL, check, State.Transaction);
    return engine.configuration().decideAt() == Phase.MAIL
        ? decide(check, Optional.empty())
        : HookResult.DECLINED;
  }

  @Override
  public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
    return guarded(
        () ->
            session
                .getAttachment(MAIL, State.Transaction)
                .filter(SpfHook::decidesAtRcpt)
                .map(check -> decide(check, Optional.of(recipient.asString())))
                .orElse(HookResult.DECLINED));
  }

  private static boolean decidesAtRcpt(PendingCheck check) {
    return check.engine().configuration().decideAt() == Phase.RCPT;
  }

  private HookResult decide(PendingCheck check, Optional<String> recipient) {
    SpfVerdicts verdicts = check.verdicts();
    SpfRequest request = check.request();
    Decision decision =
        check
            .engine()
            .configuration()
            .policy()
            .decide(verdicts, request.mailFrom(), recipient, check::trust);
    String to = recipient.orElse("");
    service.metrics().decision(decision);
    LOGGER.info("{}", LogLine.decision(decision, verdicts, request, to));
    HookResult reply = SmtpReply.of(decision, request, to);
    if (isRefusal(decision)) {
      service.refusals().add(Refusals.of(decision, request, to, reply));
    }
    if (!decision.action().stopsMail()) {
      check.accepted(decision);
    }
    return reply;
  }

  /** Refused, or spared only because nothing is enforced yet. */
  private static boolean isRefusal(Decision decision) {
    return decision.rule().action().stopsMail()
        && decision.spared().map(spared -> spared.by() == Spared.By.MONITOR).orElse(true);
  }

  @Override
  public HookResult onMessage(SMTPSession session, Mail mail) {
    return guarded(
        () -> {
          try {
            mark(session, mail);
          } catch (MessagingException e) {
            // A message without our header is better than no message.
            LOGGER.error("SPF: cannot mark message {}", mail.getName(), e);
          }
          return HookResult.DECLINED;
        });
  }

  private void mark(SMTPSession session, Mail mail) throws MessagingException {
    Optional<PendingCheck> checked = session.getAttachment(MAIL, State.Transaction);
    if (checked.isPresent()) {
      PendingCheck check = checked.get();
      HostNames host = Sessions.hostNames(session, check.engine().configuration());
      log(mail, SpfMarks.put(mail, check.request(), check.verdicts(), host));
      Optional.ofNullable(check.decision()).ifPresent(decision -> SpfMarks.put(mail, decision));
    } else if (session.getUsername() != null) {
      // Whoever may send may not speak for us. Our own hosts may: a content filter, for instance.
      HostNames host = Sessions.hostNames(session, service.engine().configuration());
      log(mail, SpfMarks.removeForged(mail, host.authservId()));
    }
  }

  private static void log(Mail mail, int forged) {
    if (forged > 0) {
      LOGGER.info(
          "SPF: removed {} forged Authentication-Results from message {}", forged, mail.getName());
    }
  }

  /** Whatever goes wrong in here must not cost anybody a message. */
  private HookResult guarded(Supplier<HookResult> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      service.metrics().failed();
      LOGGER.error("SPF: a bug of the SPF Suite; the message is accepted unchecked", e);
      return HookResult.DECLINED;
    }
  }
}
