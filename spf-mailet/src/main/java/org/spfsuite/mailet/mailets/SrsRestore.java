package org.spfsuite.mailet.mailets;

import com.google.inject.Inject;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.core.text.KeyValueLine;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.message.Addresses;
import org.spfsuite.mailet.message.SrsMarks;
import org.spfsuite.mailet.message.SrsMarks.Status;
import org.spfsuite.mailet.metrics.SrsMetrics.Event;

/**
 * Gives a forwarded message that could not be delivered its author back, so that James tells the
 * author and not itself. Stands before {@code DSNBounce}.
 *
 * <pre>{@code
 * <processor state="bounces">
 *   <mailet match="All" class="org.spfsuite.mailet.mailets.SrsRestore"/>
 *   <mailet match="All" class="DSNBounce"> ... </mailet>
 * </processor>
 * }</pre>
 *
 * <p>Under {@code bounces.redact} it tells the author of a forwarded message itself, rewritten or
 * not, in words that do not say where the message went, and what follows never sees it. Other mail
 * passes untouched.
 */
public final class SrsRestore extends GenericMailet {

  private static final Logger LOGGER = LoggerFactory.getLogger(SrsRestore.class);

  private final SrsService service;

  /** Made by James's loader. */
  @Inject
  public SrsRestore(SrsService service) {
    this.service = service;
  }

  @Override
  public void init() {
    service.refuseToStartWith(Parameters.none(this));
  }

  @Override
  public String getMailetInfo() {
    return "SrsRestore: gives forwarded mail its author back before it bounces";
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    Optional<MailAddress> sender = mail.getMaybeSender().asOptional();
    if (sender.isEmpty()) {
      return;
    }
    Optional<MailAddress> author = author(mail, sender.get());
    author.ifPresent(a -> restore(mail, sender.get(), a));
    if (service.engine().configuration().redact() && isSecret(mail)) {
      new Redaction(service, getMailetContext()).tellFailure(mail, author.orElse(sender.get()));
      mail.setState(Mail.GHOST);
    }
  }

  /**
   * As it was remembered. Whoever writes from an SRS address, or if a queue has lost what was
   * remembered, is told by way of {@link SrsReverse}, which counts.
   */
  private Optional<MailAddress> author(Mail mail, MailAddress sender) {
    return service.engine().isSrsDomain(sender.getDomain().asString())
        ? SrsMarks.author(mail).flatMap(Addresses::parse)
        : Optional.empty();
  }

  private void restore(Mail mail, MailAddress sender, MailAddress author) {
    String line =
        new KeyValueLine("SRS")
            .word("action", "restore")
            .quoted("mail", mail.getName())
            .quoted("from", sender.asString())
            .quoted("to", author.asString())
            .toString();
    LOGGER.info("{}", line);
    service.metrics().count(Event.RESTORED);
    ((MailImpl) mail).setSender(author);
  }

  /** Whether its sender must not know where it went: who answers for an alias does. */
  private static boolean isSecret(Mail mail) {
    Optional<String> status = SrsMarks.status(mail);
    boolean forwarded = status.isPresent() || SrsMarks.alias(mail).isPresent();
    return forwarded && status.filter(Status.REMAILED.text()::equals).isEmpty();
  }
}
