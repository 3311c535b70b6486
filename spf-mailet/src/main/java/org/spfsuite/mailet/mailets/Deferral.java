package org.spfsuite.mailet.mailets;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.message.SrsMarks;
import org.spfsuite.mailet.message.SrsMarks.Waiting;
import org.spfsuite.mailet.metrics.SrsMetrics.Event;

/**
 * Puts a message back into the spool for a while. James itself would process it again five times
 * without a pause, and then store it where an administrator must look for it.
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
   * Has a message come back to this processor later for some of its recipients. The message itself
   * is left as it is.
   *
   * @throws MessagingException if it has waited for long enough, or cannot be put into the queue:
   *     James then handles it as an error, which stores it
   */
  void defer(Mail mail, Collection<MailAddress> recipients, String because)
      throws MessagingException {
    Instant now = Instant.now();
    Waiting so = SrsMarks.waiting(mail).orElse(new Waiting(0, now));
    Waiting next = new Waiting(so.attempts() + 1, so.since());
    Optional<Duration> delay =
        service
            .engine()
            .configuration()
            .retry()
            .next(next.attempts(), Duration.between(so.since(), now));
    if (delay.isEmpty()) {
      service.metrics().count(Event.GIVEN_UP);
      throw new MessagingException(
          "SRS: given up after "
              + next.attempts()
              + " attempts since "
              + so.since()
              + ": "
              + because);
    }
    Mail later = mail.duplicate();
    try {
      later.setRecipients(recipients);
      SrsMarks.waiting(later, next);
      context.sendMail(later, mail.getState(), delay.get().toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      LifecycleUtil.dispose(later);
    }
    service.metrics().count(Event.DEFERRED);
    LOGGER.warn(
        "SRS: {} waits for {} (attempt {}): {}",
        mail.getName(),
        delay.get(),
        next.attempts(),
        because);
  }
}
