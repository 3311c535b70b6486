package org.spfsuite.mailet.mailets;

import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.config.SrsConfiguration;
import org.spfsuite.mailet.message.Addresses;
import org.spfsuite.mailet.message.DeliveryReport;
import org.spfsuite.mailet.message.Notice;
import org.spfsuite.mailet.message.SrsMarks;
import org.spfsuite.mailet.metrics.SrsMetrics.Event;

/** Tells authors what became of their mail, and not where it went. */
final class Redaction {

  private static final Logger LOGGER = LoggerFactory.getLogger(Redaction.class);

  /** Where James's {@code RemoteDelivery} leaves the last reply. */
  private static final AttributeName ERROR_CODE = AttributeName.of("delivery-error-code");

  private static final int PERMANENT = 500;

  private final SrsService service;
  private final MailetContext context;

  Redaction(SrsService service, MailetContext context) {
    this.service = service;
    this.context = context;
  }

  /** Tells what a bounce by somebody else says; what is no bounce is not told at all. */
  void sendOn(Mail bounce, MailAddress recipient, MailAddress author) throws MessagingException {
    Optional<DeliveryReport> report = DeliveryReport.read(bounce);
    if (report.isEmpty()) {
      service.metrics().count(Event.WITHHELD);
      LOGGER.info(
          "SRS: {} is no delivery report, and might tell where mail goes: it ends here",
          bounce.getName());
      return;
    }
    DeliveryReport told = report.get();
    Optional<MailAddress> alias = onlyAlias(told.original()).or(() -> onlyAlias(told.addressees()));
    send(bounce, author, alias, recipient.getDomain().asString(), told);
  }

  /** Of several, nobody knows whose mail has failed. */
  private Optional<MailAddress> onlyAlias(List<MailAddress> addresses) {
    List<MailAddress> aliases = addresses.stream().filter(this::mayBeAlias).distinct().toList();
    return aliases.size() == 1 ? Optional.of(aliases.get(0)) : Optional.empty();
  }

  /** Our own domains are no secret. */
  private boolean mayBeAlias(MailAddress address) {
    return context.isLocalServer(address.getDomain())
        && !service.engine().isSrsDomain(address.getDomain().asString());
  }

  /** Tells that James could not deliver a message. */
  void tellFailure(Mail failed, MailAddress author) throws MessagingException {
    Optional<String> alias = SrsMarks.alias(failed);
    send(
        failed,
        author,
        alias.flatMap(Addresses::parse),
        service.engine().configuration().srsDomain(alias),
        DeliveryReport.failure(failed, status(failed)));
  }

  private static String status(Mail failed) {
    int code =
        AttributeUtils.getValueAndCastFromMail(failed, ERROR_CODE, Integer.class).orElse(PERMANENT);
    return code >= PERMANENT ? "5.0.0" : "4.0.0";
  }

  private void send(
      Mail about,
      MailAddress author,
      Optional<MailAddress> alias,
      String srsDomain,
      DeliveryReport report)
      throws MessagingException {
    SrsConfiguration configuration = service.engine().configuration();
    String aliases = configuration.aliases(srsDomain).orElse(srsDomain);
    Notice notice = new Notice(srsDomain, context.getPostmaster(), author, alias, aliases, report);
    MailImpl mail = notice.mail();
    try {
      context.sendMail(mail);
    } finally {
      LifecycleUtil.dispose(mail);
    }
    service.metrics().count(Event.REDACTED);
    LOGGER.info("SRS: {} is told to its author as {}", about.getName(), mail.getName());
  }
}
