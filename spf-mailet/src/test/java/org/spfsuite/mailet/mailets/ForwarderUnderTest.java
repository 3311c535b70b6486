package org.spfsuite.mailet.mailets;

import static org.spfsuite.mailet.testing.Fakes.mail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.MailetContext;
import org.apache.mailet.base.GenericMailet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.testing.Fakes;
import org.spfsuite.mailet.testing.Fakes.Counters;

/** A forwarder for alumni.example, and the queue that its mailets see. */
abstract class ForwarderUnderTest {

  static final String AUTHOR = "alice@uni.example";
  static final String ALIAS = "ann@alumni.example";
  static final String LONG = "a".repeat(60) + "@uni.example";
  static final String TARGET = "ann@dest.example";

  @TempDir Path root;

  private final List<SrsService> services = new ArrayList<>();
  final Counters counters = new Counters();
  final List<Sent> sent = new ArrayList<>();

  /** How many mails the queue takes. */
  int room = Integer.MAX_VALUE;

  /** What a mailet has put into the queue. */
  record Sent(MailImpl mail, String state, long delayMillis) {}

  /** James's queues keep a mail as it was, under its name. */
  private Object put(List<Object> arguments) throws MessagingException {
    if (sent.size() >= room) {
      throw new MessagingException("the queue is full");
    }
    MailImpl mail = (MailImpl) arguments.get(0);
    String state = arguments.size() > 1 ? (String) arguments.get(1) : "root";
    mail.setState(state);
    MailImpl kept =
        MailImpl.builder()
            .name(mail.getName())
            .sender(mail.getMaybeSender())
            .addRecipients(mail.getRecipients())
            .addAttributes(mail.attributes().toList())
            .errorMessage(mail.getErrorMessage())
            .mimeMessage(new MimeMessage(mail.getMessage()))
            .build();
    kept.setState(state);
    return sent.add(new Sent(kept, state, arguments.size() > 2 ? (Long) arguments.get(2) : 0));
  }

  @AfterEach
  void close() {
    services.forEach(SrsService::close);
  }

  final <T extends GenericMailet> T init(T mailet, String... parameters) throws MessagingException {
    Map<String, String> given =
        parameters.length == 0 ? Map.of() : Map.of(parameters[0], parameters[1]);
    MailetContext context =
        Fakes.answering(
            MailetContext.class,
            Map.of(
                "sendMail", this::put,
                "getPostmaster", none -> new MailAddress("postmaster@alumni.example"),
                "isLocalServer",
                    domain -> ((Domain) domain.get(0)).asString().endsWith("alumni.example")));
    mailet.init(
        Fakes.answering(
            MailetConfig.class,
            Map.of(
                "getInitParameter", name -> given.getOrDefault((String) name.get(0), ""),
                "getInitParameterNames", none -> given.keySet().iterator(),
                "getMailetContext", none -> context,
                "getMailetName", none -> mailet.getClass().getName())));
    return mailet;
  }

  final SrsService srs(String... properties) throws Exception {
    SrsService service = Fakes.srs(root, counters, properties);
    services.add(service);
    return service;
  }

  static MailImpl relayed(String sender, String... recipients) throws Exception {
    MailImpl mail = mail(sender, "", recipients);
    mail.setState("relay");
    return mail;
  }

  final String rewritten() throws Exception {
    MailImpl mail = relayed(AUTHOR, TARGET);
    init(new SrsForward(srs())).service(mail);
    return mail.getMaybeSender().asString();
  }

  static List<String> recipients(Mail mail) {
    return mail.getRecipients().stream().map(MailAddress::asString).toList();
  }

  static void set(Mail mail, String name, Object value) {
    mail.setAttribute(new Attribute(AttributeName.of(name), AttributeValue.ofAny(value)));
  }

  static MailImpl bounce(String recipient, String text) throws Exception {
    MailImpl mail = mail("", "", recipient);
    mail.setMessageContent(
        MimeMessageInputStreamSource.create(
            "bounce",
            new ByteArrayInputStream(
                text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII))));
    return mail;
  }

  static String text(Mail mail) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mail.getMessage().writeTo(out);
    return out.toString(StandardCharsets.US_ASCII);
  }
}
