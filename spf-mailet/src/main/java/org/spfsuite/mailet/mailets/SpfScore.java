package org.spfsuite.mailet.mailets;

import com.google.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.mailet.SpfService;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.journal.LogLine;
import org.spfsuite.mailet.message.ScoreMarks;
import org.spfsuite.mailet.message.SpfMarks.HostNames;
import org.spfsuite.mailet.message.TraceFields;
import org.spfsuite.mailet.policy.Action;
import org.spfsuite.mailet.scoring.Scoring;
import org.spfsuite.scoring.inquiry.ScoreRequest;
import org.spfsuite.scoring.inquiry.Session;
import org.spfsuite.scoring.score.ScoreReport;

/**
 * Gives messages points for what SPF says of them, and marks them: {@code X-Spam-*} fields on top,
 * attributes for matchers. It refuses nothing. What {@code ScoreHook} has scored is not scored
 * again.
 *
 * <pre>{@code
 * <mailet match="All" class="org.spfsuite.mailet.mailets.SpfScore"/>
 * }</pre>
 *
 * <ul>
 *   <li>{@code rescore}: {@code true} scores messages again that have a score. Default: {@code
 *       false}.
 * </ul>
 *
 * <p>Recipients whom the policy treats differently get copies with scores of their own; the copies
 * begin at the processor that this mailet stands in.
 *
 * <p>Messages of authenticated clients, of clients that James lets relay, of those that {@code
 * exempt.networks} names (but for relays that the policy names as one's own), and James's own are
 * not scored.
 */
public final class SpfScore extends GenericMailet {

  private static final Logger LOGGER = LoggerFactory.getLogger(SpfScore.class);

  private static final String RESCORE = "rescore";

  private final SpfService service;
  private boolean rescore;

  /** Made by James's loader. */
  @Inject
  public SpfScore(SpfService service) {
    this.service = service;
  }

  @Override
  public void init() {
    List<ConfigurationProblem> problems = new ArrayList<>();
    Parameters parameters = new Parameters(this, List.of(RESCORE), problems);
    this.rescore = parameters.flag(RESCORE);
    problems.addAll(service.prepareScoring());
    service.refuseToStartWith(problems);
  }

  @Override
  public String getMailetInfo() {
    return "SpfScore: marks messages with points";
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    Scoring scoring = service.scoring();
    Optional<IpAddress> client = Arrival.client(mail);
    boolean known = !rescore && ScoreMarks.score(mail).isPresent();
    if (known || mail.getRecipients().isEmpty()) {
      return;
    }
    if (client.isEmpty() || isInside(mail, client.get(), scoring)) {
      LOGGER.debug("SPF: {} is not scored, it comes from inside", mail.getName());
      if (mail.getAttribute(Mail.SMTP_AUTH_USER).isPresent()) {
        log(mail, ScoreMarks.removeForged(mail)); // our own hosts may speak for us, users may not
      }
      return;
    }
    score(mail, client.get(), scoring);
  }

  /** A relay of ours may relay, of course; what it relays is scored all the same. */
  private static boolean isInside(Mail mail, IpAddress client, Scoring scoring) {
    boolean trusted =
        Arrival.mayRelay(mail) || scoring.engine().configuration().exemption(client).isPresent();
    return Arrival.isOwn(mail) || (trusted && !scoring.looksBehind(client));
  }

  private void score(Mail mail, IpAddress client, Scoring scoring) throws MessagingException {
    HostNames host = Arrival.host(TraceFields.received(mail), scoring.engine().configuration());
    SpfRequest claims = new SpfRequest(client, Arrival.helo(mail), Arrival.sender(mail));
    List<ScoreReport> reports = reports(mail, scoring, request(mail, claims, host));
    if (reports.isEmpty()) {
      log(mail, ScoreMarks.removeForged(mail));
    } else {
      mark(mail, reports, new Marking(scoring, claims, host));
    }
  }

  /** Nothing if there is a bug of ours, which must not keep a message from its recipients. */
  private List<ScoreReport> reports(Mail mail, Scoring scoring, ScoreRequest request) {
    try {
      return scoring.score(request);
    } catch (RuntimeException e) {
      service.metrics().failed();
      scoring.metrics().unscored();
      LOGGER.error("SPF: a bug of the SPF Suite; {} goes on unscored", mail.getName(), e);
      return List.of();
    }
  }

  /** The first group keeps the message, the others get copies. */
  private void mark(Mail mail, List<ScoreReport> reports, Marking marking)
      throws MessagingException {
    List<MailAddress> left = new ArrayList<>(mail.getRecipients());
    for (ScoreReport report : reports.subList(1, reports.size())) {
      List<MailAddress> group = recipients(mail, report);
      if (sendCopy(mail, group, report, marking)) {
        left.removeAll(group);
      }
    }
    mail.setRecipients(left);
    mark(mail, reports.get(0), marking);
  }

  /** What marking a message takes besides its report. */
  private record Marking(Scoring scoring, SpfRequest claims, HostNames host) {}

  private static ScoreRequest request(Mail mail, SpfRequest claims, HostNames host)
      throws MessagingException {
    Session session =
        new Session(claims.client(), claims.helo(), Optional.of(claims.mailFrom()), false, true);
    return new ScoreRequest(
        Optional.of(session),
        Optional.empty(),
        TraceFields.header(mail),
        mail.getRecipients().stream().map(MailAddress::asString).toList(),
        List.of(host.receiver(), host.authservId()));
  }

  private static List<MailAddress> recipients(Mail mail, ScoreReport report) {
    List<String> group = report.facts().recipients();
    return mail.getRecipients().stream().filter(to -> group.contains(to.asString())).toList();
  }

  /**
   * Sends a copy of its own to some recipients.
   *
   * @return false if that cannot be done: they then get what the others get
   */
  private boolean sendCopy(
      Mail mail, List<MailAddress> recipients, ScoreReport report, Marking marking) {
    try {
      Mail copy = mail.duplicate();
      try {
        copy.setRecipients(recipients);
        mark(copy, report, marking);
        getMailetContext().sendMail(copy, mail.getState());
      } finally {
        LifecycleUtil.dispose(copy);
      }
      return true;
    } catch (MessagingException e) {
      LOGGER.error("SPF: cannot split message {}", mail.getName(), e);
      return false;
    }
  }

  private static void mark(Mail mail, ScoreReport report, Marking marking)
      throws MessagingException {
    Scoring scoring = marking.scoring();
    Action action = scoring.thresholds().inside(report);
    int forged =
        ScoreMarks.put(mail, report, action, scoring.fields(report, marking.host().receiver()));
    LOGGER.info("{}", LogLine.score(mail.getName(), action, report, marking.claims()));
    log(mail, forged);
  }

  private static void log(Mail mail, int forged) {
    if (forged > 0) {
      LOGGER.info("SPF: removed {} X-Spam fields from message {}", forged, mail.getName());
    }
  }
}
