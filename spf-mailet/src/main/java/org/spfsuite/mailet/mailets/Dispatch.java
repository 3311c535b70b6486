package org.spfsuite.mailet.mailets;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;

/**
 * Sends some recipients of a message their own way. As soon as James's queue has taken their copy,
 * they are recipients of the message no longer: whatever fails afterwards, nobody gets it twice. A
 * message that has nobody left ends.
 *
 * @param context whose queue it is
 * @param mail the message
 */
record Dispatch(MailetContext context, Mail mail) {

  /** What is put into the queue. */
  private interface Queue {
    void take(Mail mail) throws MessagingException;
  }

  /** In this processor again, or in another one. */
  void send(Collection<MailAddress> some, String state, Consumer<MailImpl> change)
      throws MessagingException {
    copy(some, change, copy -> context.sendMail(copy, state));
  }

  /**
   * In this processor again, later. A message all of whose recipients wait is put into the queue
   * itself: James lets no message be copied more than some eight times, and may copy it once more.
   */
  void sendLater(Collection<MailAddress> some, Duration delay, Consumer<Mail> change)
      throws MessagingException {
    String state = mail.getState();
    if (some.containsAll(mail.getRecipients())) {
      change.accept(mail);
      context.sendMail(mail, state, delay.toMillis(), TimeUnit.MILLISECONDS);
      mail.setState(Mail.GHOST);
    } else {
      copy(
          some,
          change::accept,
          copy -> context.sendMail(copy, state, delay.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  private void copy(Collection<MailAddress> some, Consumer<MailImpl> change, Queue queue)
      throws MessagingException {
    MailImpl copy = (MailImpl) mail.duplicate();
    try {
      copy.setRecipients(some);
      change.accept(copy);
      queue.take(copy);
    } finally {
      LifecycleUtil.dispose(copy);
    }
    drop(some);
  }

  /** Nobody sends them anything. */
  void drop(Collection<MailAddress> some) {
    mail.setRecipients(
        mail.getRecipients().stream().filter(recipient -> !some.contains(recipient)).toList());
    if (mail.getRecipients().isEmpty()) {
      mail.setState(Mail.GHOST);
    }
  }
}
