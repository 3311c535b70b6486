package org.spfsuite.mailet.mailets;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.message.SrsMarks;
import org.spfsuite.mailet.message.SrsMarks.Waiting;
import org.spfsuite.mailet.metrics.SrsMetrics.Event;

/**
 * Puts a message back into the spool for a while. James itself would store it where an
 * administrator must look for it, or process it again without a pause.
 */
final class Deferral {

  private static final Logger LOGGER = LoggerFactory.getLogger(Deferral.class);

  private final SrsService service;
  private final MailetContext context;

  Deferral(SrsService service, MailetContext context) {
    this.service = service;
    this.context = context;
  }

  /**
   * Has a message come back to this processor later for some of its recipients, or, if it has
   * waited for long enough, end in James's processor of errors. Nothing is left to do for them
   * here.
   *
   * @throws MessagingException if it cannot be put into the queue: James then handles it as an
   *     error, which stores it
   */
  void defer(Mail mail, Collection<MailAddress> recipients, String because)
      throws MessagingException {
    Instant now = Instant.now();
    Waiting so = SrsMarks.waiting(mail).orElse(new Waiting(0, now));
    Waiting next = new Waiting(so.attempts() + 1, so.since());
    Duration waited = Duration.between(so.since(), now);
    Optional<Duration> delay =
        service.engine().configuration().retry().next(next.attempts(), waited);
    if (delay.isPresent()) {
      wait(mail, recipients, next, delay.get(), because);
    } else {
      giveUp(mail, recipients, next, because);
    }
  }

  private void wait(
      Mail mail, Collection<MailAddress> recipients, Waiting next, Duration delay, String because)
      throws MessagingException {
    new Dispatch(context, mail)
        .sendLater(recipients, delay, later -> SrsMarks.waiting(later, next));
    service.metrics().count(Event.DEFERRED);
    LOGGER.warn(
        "SRS: {} waits for {} (attempt {}): {}", mail.getName(), delay, next.attempts(), because);
  }

  /** Who processes it again from there gives it all its time again. */
  private void giveUp(Mail mail, Collection<MailAddress> recipients, Waiting last, String because)
      throws MessagingException {
    String text =
        "SRS: given up after "
            + last.attempts()
            + " attempts since "
            + last.since()
            + ": "
            + because;
    new Dispatch(context, mail)
        .send(
            recipients,
            Mail.ERROR,
            failed -> {
              SrsMarks.served(failed);
              failed.setErrorMessage(text);
            });
    service.metrics().count(Event.GIVEN_UP);
    LOGGER.error("{}: {}", mail.getName(), text);
  }
}
