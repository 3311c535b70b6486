package org.spfsuite.mailet.smtp;

import com.google.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.mail.MessagingException;
import org.apache.commons.configuration2.Configuration;
import org.apache.james.core.MailAddress;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.mailet.SpfService;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.config.SpfConfiguration;
import org.spfsuite.mailet.journal.LogLine;
import org.spfsuite.mailet.message.ScoreMarks;
import org.spfsuite.mailet.message.SpfMarks.HostNames;
import org.spfsuite.mailet.message.TraceFields;
import org.spfsuite.mailet.policy.EnforcementPolicy;
import org.spfsuite.mailet.policy.ScoreDecision;
import org.spfsuite.mailet.policy.Spared;
import org.spfsuite.mailet.scoring.Scoring;
import org.spfsuite.scoring.inquiry.ScoreRequest;
import org.spfsuite.scoring.inquiry.Session;
import org.spfsuite.scoring.score.ScoreReport;

/**
 * Scores messages at the end of DATA, while they can still be refused.
 *
 * <pre>{@code
 * <handler class="org.spfsuite.mailet.smtp.SpfHook"/>
 * <handler class="org.spfsuite.mailet.smtp.ScoreHook"/>
 * }</pre>
 *
 * <p>From {@code score.refuse} points on a message is refused; what is accepted is marked as {@code
 * SpfScore} does it, and {@code SpfScore} does not score it again. All recipients are told the
 * same: if the policy treats them differently, the mildest score decides, and the message is left
 * to {@code SpfScore}, which can split it. Clients that James lets relay, authenticated ones among
 * them, and exempt networks are not scored. All options stand in {@code conf/spf.properties}.
 *
 * <p>Nothing here throws or returns null: James would hang up. A score that is not there in time,
 * and a bug of ours, let the message in unscored.
 */
public final class ScoreHook implements JamesMessageHook {

  private static final Logger LOGGER = LoggerFactory.getLogger(ScoreHook.class);

  private final SpfService service;

  /** Made by James's loader. */
  @Inject
  public ScoreHook(SpfService service) {
    this.service = service;
  }

  @Override
  public void init(Configuration element) {
    List<ConfigurationProblem> problems =
        new ArrayList<>(Sessions.unknownOptions(element, ScoreHook.class));
    problems.addAll(service.prepareScoring());
    service.refuseToStartWith(problems);
  }

  @Override
  public HookResult onMessage(SMTPSession session, Mail mail) {
    try {
      return handle(session, mail, service.scoring());
    } catch (MessagingException e) {
      LOGGER.error("SPF: cannot read or mark message {}; it is accepted", mail.getName(), e);
    } catch (RuntimeException e) {
      service.metrics().failed();
      LOGGER.error("SPF: a bug of the SPF Suite; the message is accepted unscored", e);
    }
    return HookResult.DECLINED;
  }

  private HookResult handle(SMTPSession session, Mail mail, Scoring scoring)
      throws MessagingException {
    Optional<String> inside =
        Sessions.unchecked(session, scoring.engine().configuration())
            .filter(because -> isInside(session, scoring));
    if (inside.isPresent()) {
      LOGGER.debug("SPF: {} is not scored because of {}", mail.getName(), inside.get());
      if (session.getUsername() != null) {
        log(mail, ScoreMarks.removeForged(mail)); // as SpfHook: our own hosts may, users may not
      }
      return HookResult.DECLINED;
    }
    HostNames host = Sessions.hostNames(session, scoring.engine().configuration());
    Optional<List<ScoreReport>> reports = await(scoring, request(session, mail, host));
    if (reports.isPresent()) {
      return decide(session, mail, scoring, reports.get(), host);
    }
    scoring.metrics().unscored();
    log(mail, ScoreMarks.removeForged(mail));
    return HookResult.DECLINED;
  }

  /** A relay of ours may relay, of course; what it relays is scored all the same. */
  private static boolean isInside(SMTPSession session, Scoring scoring) {
    return session.getUsername() != null || !scoring.looksBehind(Sessions.client(session));
  }

  private static ScoreRequest request(SMTPSession session, Mail mail, HostNames host)
      throws MessagingException {
    Session told =
        new Session(
            Sessions.client(session),
            Sessions.helo(session),
            Optional.of(sender(mail)),
            false,
            true); // James's own Received field is on top by now
    return new ScoreRequest(
        Optional.of(told),
        Optional.empty(),
        TraceFields.header(mail),
        mail.getRecipients().stream().map(MailAddress::asString).toList(),
        List.of(host.receiver(), host.authservId()));
  }

  private static String sender(Mail mail) {
    return mail.getMaybeSender().asOptional().map(MailAddress::asString).orElse("");
  }

  /** Waits as long as SMTP commands may wait for verdicts; says why if that is not enough. */
  private Optional<List<ScoreReport>> await(Scoring scoring, ScoreRequest request) {
    Duration limit = scoring.engine().configuration().limits().timeout();
    long deadline = service.patience().now() + limit.toNanos();
    CompletableFuture<List<ScoreReport>> reports = scoring.start(request);
    try {
      return Optional.of(service.patience().await(reports, deadline, limit));
    } catch (TimeoutException e) {
      service.metrics().late();
      LOGGER.warn("SPF: no score after {} ms; the message is accepted unscored", limit.toMillis());
    } catch (ExecutionException e) {
      service.metrics().failed();
      LOGGER.error("SPF: scoring failed; the message is accepted unscored", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private HookResult decide(
      SMTPSession session, Mail mail, Scoring scoring, List<ScoreReport> reports, HostNames host)
      throws MessagingException {
    SpfConfiguration configuration = scoring.engine().configuration();
    ScoreDecision decision =
        scoring.thresholds().decide(reports, spared(configuration.policy(), mail));
    SpfRequest request =
        new SpfRequest(Sessions.client(session), Sessions.helo(session), sender(mail));
    LOGGER.info("{}", LogLine.score(mail.getName(), decision, request));
    HookResult reply =
        ScoreReply.of(decision, scoring.thresholds().refuse().orElse(Double.MAX_VALUE));
    if (decision.isRefusal()) {
      service.refusals().add(Refusals.of(decision, request, reply));
    }
    if (decision.action().stopsMail()) {
      scoring.metrics().refused();
    } else {
      mark(mail, scoring, reports, decision, host);
    }
    return reply;
  }

  /**
   * One recipient who gets all mail is enough: nobody can be told anything else than the others.
   */
  private static Optional<Spared> spared(EnforcementPolicy policy, Mail mail) {
    return mail.getRecipients().stream()
        .flatMap(to -> policy.sparing(sender(mail), to.asString()).stream())
        .findFirst();
  }

  private static void mark(
      Mail mail, Scoring scoring, List<ScoreReport> reports, ScoreDecision decision, HostNames host)
      throws MessagingException {
    if (reports.size() > 1) {
      log(mail, ScoreMarks.removeForged(mail)); // SpfScore splits it
      return;
    }
    ScoreReport report = decision.report();
    log(
        mail,
        ScoreMarks.put(mail, report, decision.action(), scoring.fields(report, host.receiver())));
  }

  private static void log(Mail mail, int forged) {
    if (forged > 0) {
      LOGGER.info("SPF: removed {} X-Spam fields from message {}", forged, mail.getName());
    }
  }
}
