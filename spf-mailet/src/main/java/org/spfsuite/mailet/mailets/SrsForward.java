package org.spfsuite.mailet.mailets;

import com.google.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.core.text.KeyValueLine;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.message.Addresses;
import org.spfsuite.mailet.message.SpfMarks;
import org.spfsuite.mailet.message.SrsMarks;
import org.spfsuite.mailet.message.SrsMarks.Status;
import org.spfsuite.mailet.metrics.SrsMetrics.Event;
import org.spfsuite.mailet.srs.SrsEngine;
import org.spfsuite.srs.outcome.ForwardOutcome;
import org.spfsuite.srs.outcome.ForwardOutcome.Failed;
import org.spfsuite.srs.outcome.ForwardOutcome.Rewritten;
import org.spfsuite.srs.policy.ForwardRequest;

/**
 * Gives forwarded mail a sender of ours, so that it passes SPF where it goes. Stands before {@code
 * RemoteDelivery}.
 *
 * <pre>{@code
 * <processor state="relay">
 *   <mailet match="All" class="org.spfsuite.mailet.mailets.SrsForward"/>
 *   <mailet match="All" class="RemoteDelivery"> ... </mailet>
 * </processor>
 * }</pre>
 *
 * <ul>
 *   <li>{@code fromInside}: {@code true} rewrites senders of clients, too, that have authenticated
 *       or that James lets relay; for those that take in mail for James. Default: {@code false}.
 *   <li>{@code failureProcessor}: where mail goes whose sender should be rewritten and never can
 *       be, such as one that is too long without a store. Default: nowhere, the mail is sent with
 *       its sender as it is, so that whoever refuses it tells its author.
 * </ul>
 *
 * <p>Senders in domains of James stay; so do null senders. If the store is down or no key counts,
 * the message waits in the spool and comes back here. What is rewritten is not rewritten again. If
 * a message is for local recipients, too, it is split, and they see its own sender.
 */
public final class SrsForward extends GenericMailet {

  private static final Logger LOGGER = LoggerFactory.getLogger(SrsForward.class);

  private static final String FROM_INSIDE = "fromInside";
  private static final String FAILURE_PROCESSOR = "failureProcessor";

  private final SrsService service;
  private boolean fromInside;
  private String failureProcessor = "";

  /** Made by James's loader. */
  @Inject
  public SrsForward(SrsService service) {
    this.service = service;
  }

  @Override
  public void init() {
    List<ConfigurationProblem> problems = new ArrayList<>();
    Parameters parameters = new Parameters(this, List.of(FROM_INSIDE, FAILURE_PROCESSOR), problems);
    fromInside = parameters.flag(FROM_INSIDE);
    failureProcessor = parameters.text(FAILURE_PROCESSOR);
    service.refuseToStartWith(problems);
  }

  @Override
  public Collection<ProcessingState> requiredProcessingState() {
    return failureProcessor.isEmpty() ? List.of() : List.of(new ProcessingState(failureProcessor));
  }

  @Override
  public String getMailetInfo() {
    return "SrsForward: gives forwarded mail a sender of ours";
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    if (!fromInside && isFromInside(mail)) {
      service.metrics().count(Event.LEFT_INSIDE);
      LOGGER.debug("SRS: the sender of {} stays, it comes from inside", mail.getName());
      return;
    }
    List<MailAddress> local = new ArrayList<>();
    List<MailAddress> remote = new ArrayList<>();
    for (MailAddress recipient : mail.getRecipients()) {
      (getMailetContext().isLocalServer(recipient.getDomain()) ? local : remote).add(recipient);
    }
    if (remote.isEmpty()) {
      return;
    }
    if (local.isEmpty()) {
      forward(mail);
    } else {
      new Dispatch(getMailetContext(), mail).send(remote, mail.getState(), copy -> {});
    }
  }

  /** Whoever may send through us is to do so under a name of ours, or answer for it. */
  private static boolean isFromInside(Mail mail) {
    return mail.getAttribute(Mail.SMTP_AUTH_USER).isPresent() || Arrival.mayRelay(mail);
  }

  private void forward(Mail mail) throws MessagingException {
    SrsEngine engine = service.engine();
    Optional<String> alias = SrsMarks.alias(mail);
    ForwardRequest request =
        new ForwardRequest(
            Arrival.sender(mail), engine.configuration().srsDomain(alias), vouchedFor(mail));
    Optional<MailAddress> owner =
        alias.flatMap(engine.configuration()::owner).flatMap(Addresses::parse);
    if (owner.isPresent() && engine.answersFor(request)) {
      remail(mail, owner.get());
    } else {
      apply(mail, engine.forward(request));
    }
  }

  /** What SPF said, unless it came by a host that we trust and that no policy could name. */
  private static Optional<SpfResult> vouchedFor(Mail mail) {
    return SpfMarks.isTrusted(mail)
        ? Optional.empty()
        : SpfMarks.result(mail, Identity.MAIL_FROM).flatMap(SpfResult::of);
  }

  /** Whatever becomes of it now, the alias's owner is told. */
  private void remail(Mail mail, MailAddress owner) {
    String line =
        new KeyValueLine("SRS")
            .word("action", "remail")
            .quoted("from", Arrival.sender(mail))
            .quoted("to", owner.asString())
            .toString();
    ((MailImpl) mail).setSender(owner);
    SrsMarks.status(mail, Status.REMAILED);
    service.metrics().count(Event.REMAILED);
    LOGGER.info("{}", line);
  }

  private void apply(Mail mail, ForwardOutcome outcome) throws MessagingException {
    if (outcome instanceof Failed failed && failed.problem().isTemporary()) {
      new Deferral(service, getMailetContext()).defer(mail, mail.getRecipients(), failed.detail());
      return;
    }
    SrsMarks.served(mail);
    if (outcome instanceof Rewritten rewritten) {
      rewrite(mail, rewritten.address());
    } else if (outcome instanceof Failed failed) {
      fail(mail, failed.detail());
    } else if (SrsMarks.author(mail).isEmpty()) {
      SrsMarks.status(mail, Status.LEFT);
    }
  }

  private void rewrite(Mail mail, String sender) {
    Optional<MailAddress> address = Addresses.parse(sender);
    if (address.isPresent()) {
      SrsMarks.author(mail, Arrival.sender(mail));
      SrsMarks.status(mail, Status.REWRITTEN);
      ((MailImpl) mail).setSender(address.get());
    } else {
      fail(mail, "James cannot send as " + sender);
    }
  }

  private void fail(Mail mail, String because) {
    LOGGER.warn("SRS: the sender of {} cannot be rewritten: {}", mail.getName(), because);
    SrsMarks.status(mail, Status.FAILED);
    if (!failureProcessor.isEmpty()) {
      mail.setState(failureProcessor);
    }
  }
}
