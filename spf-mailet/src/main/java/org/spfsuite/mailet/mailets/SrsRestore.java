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
import org.spfsuite.mailet.metrics.SrsMetrics.Event;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;

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
 * <p>Under {@code bounces.redact} it tells the author itself, in words that do not say where the
 * message went, and what follows never sees it. Mail that was not rewritten passes untouched.
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
    if (sender.isEmpty() || !service.engine().isSrsDomain(sender.get().getDomain().asString())) {
      return;
    }
    Optional<MailAddress> author = author(mail, sender.get());
    if (author.isEmpty()) {
      return; // the bounce comes back to us, where SrsReverse deals with it
    }
    String line =
        new KeyValueLine("SRS")
            .word("action", "restore")
            .quoted("mail", mail.getName())
            .quoted("from", sender.get().asString())
            .quoted("to", author.get().asString())
            .toString();
    LOGGER.info("{}", line);
    service.metrics().count(Event.RESTORED);
    if (service.engine().configuration().redact()) {
      new Redaction(service, getMailetContext())
          .tellFailure(mail, sender.get().getDomain().asString(), author.get());
      mail.setState(Mail.GHOST);
    } else {
      ((MailImpl) mail).setSender(author.get());
    }
  }

  /** As it was remembered; a queue may have lost that, but not the address itself. */
  private Optional<MailAddress> author(Mail mail, MailAddress sender) {
    return SrsMarks.author(mail)
        .or(
            () ->
                service.engine().look(sender.asString()) instanceof Original original
                    ? Optional.of(original.address())
                    : Optional.empty())
        .flatMap(Addresses::parse);
  }
}
