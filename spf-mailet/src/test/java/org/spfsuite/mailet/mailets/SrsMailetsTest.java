package org.spfsuite.mailet.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spfsuite.mailet.testing.Fakes.mail;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.mail.MessagingException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.Mappings;
import org.apache.james.rrt.lib.MappingsImpl;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.config.SpfConfigurationException;
import org.spfsuite.mailet.message.SrsMarks;
import org.spfsuite.mailet.testing.Fakes;
import org.spfsuite.mailet.testing.Fakes.Counters;

/** A forwarder for alumni.example, mailet by mailet. */
final class SrsMailetsTest {

  private static final String AUTHOR = "alice@uni.example";
  private static final String ALIAS = "ann@alumni.example";
  private static final String TARGET = "ann@dest.example";

  @TempDir private Path root;

  private final List<SrsService> services = new ArrayList<>();
  private final Counters counters = new Counters();
  private final List<Sent> sent = new ArrayList<>();

  /** What a mailet has put into the queue. */
  private record Sent(MailImpl mail, String state, long delayMillis) {}

  private static Object put(List<Sent> queue, List<Object> arguments) throws MessagingException {
    MailImpl mail = (MailImpl) ((Mail) arguments.get(0)).duplicate();
    String state = arguments.size() > 1 ? (String) arguments.get(1) : "root";
    return queue.add(new Sent(mail, state, arguments.size() > 2 ? (Long) arguments.get(2) : 0));
  }

  @AfterEach
  void close() {
    services.forEach(SrsService::close);
  }

  private <T extends GenericMailet> T init(T mailet, String... parameters)
      throws MessagingException {
    Map<String, String> given =
        parameters.length == 0 ? Map.of() : Map.of(parameters[0], parameters[1]);
    MailetContext context =
        Fakes.answering(
            MailetContext.class,
            Map.of(
                "sendMail", arguments -> put(sent, arguments),
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

  private SrsService srs(String... properties) throws Exception {
    SrsService service = Fakes.srs(root, counters, properties);
    services.add(service);
    return service;
  }

  private static MailImpl relayed(String sender, String... recipients) throws Exception {
    MailImpl mail = mail(sender, "", recipients);
    mail.setState("relay");
    return mail;
  }

  private String rewritten() throws Exception {
    MailImpl mail = relayed(AUTHOR, TARGET);
    init(new SrsForward(srs())).service(mail);
    return mail.getMaybeSender().asString();
  }

  private static List<String> recipients(Mail mail) {
    return mail.getRecipients().stream().map(MailAddress::asString).toList();
  }

  // --- forward ---

  @Test
  void forwardedMailGetsASenderOfOurs() throws Exception {
    SrsForward mailet = init(new SrsForward(srs()));
    MailImpl mail = relayed(AUTHOR, TARGET);
    mailet.service(mail);

    assertThat(mail.getMaybeSender().asString())
        .matches("SRS0=[A-Za-z0-9_-]{6}=[A-Z2-7]{2}=uni.example=alice@srs.alumni.example");
    assertThat(SrsMarks.author(mail)).contains(AUTHOR);
    assertThat(mail.getState()).isEqualTo("relay");
    assertThat(counters.of("srs.forward.rewritten.srs0")).isEqualTo(1);
    assertThat(counters.of("srs.key.test")).isEqualTo(1);

    String once = mail.getMaybeSender().asString();
    mailet.service(mail); // it is processed again
    assertThat(mail.getMaybeSender().asString()).isEqualTo(once);
    assertThat(SrsMarks.author(mail)).contains(AUTHOR);
    assertThat(SrsMarks.status(mail)).contains("rewritten");
  }

  @ParameterizedTest
  @CsvSource({
    "'',                 null_sender",
    "ann@alumni.example, own_domain",
    "news@spared.example, excluded",
  })
  void someSendersStay(String sender, String reason) throws Exception {
    MailImpl mail = relayed(sender, TARGET);
    init(new SrsForward(srs("exclude = spared.example"))).service(mail);

    assertThat(mail.getMaybeSender().asString("")).isEqualTo(sender);
    assertThat(counters.of("srs.forward.left." + reason)).isEqualTo(1);
  }

  @Test
  void forgeriesAreNotLaundered() throws Exception {
    MailImpl mail = relayed(AUTHOR, TARGET);
    set(mail, "org.spfsuite.mailfrom.result", "fail");
    init(new SrsForward(srs())).service(mail);

    assertThat(mail.getMaybeSender().asString()).isEqualTo(AUTHOR);
    assertThat(counters.of("srs.forward.left.spf_failed")).isEqualTo(1);
  }

  private static void set(Mail mail, String name, Object value) {
    mail.setAttribute(new Attribute(AttributeName.of(name), AttributeValue.ofAny(value)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.apache.james.SMTPAuthUser", "org.apache.james.SMTPIsAuthNetwork"})
  void whoMaySendThroughUsKeepsHisSender(String attribute) throws Exception {
    MailImpl mail = relayed(AUTHOR, TARGET);
    set(mail, attribute, "true");
    init(new SrsForward(srs())).service(mail);
    assertThat(mail.getMaybeSender().asString()).isEqualTo(AUTHOR);
    assertThat(counters.of("srs.forward.left.inside")).isEqualTo(1);

    init(new SrsForward(srs()), "fromInside", "true").service(mail);
    assertThat(mail.getMaybeSender().asString()).startsWith("SRS0=");
  }

  @Test
  void localRecipientsSeeTheAuthor() throws Exception {
    MailImpl mail = relayed(AUTHOR, ALIAS, TARGET);
    init(new SrsForward(srs())).service(mail);

    assertThat(recipients(mail)).containsExactly(ALIAS);
    assertThat(mail.getMaybeSender().asString()).isEqualTo(AUTHOR);
    assertThat(sent).singleElement().extracting(Sent::state).isEqualTo("relay");
    assertThat(recipients(sent.get(0).mail())).containsExactly(TARGET);
  }

  @Test
  void eachDomainOfAliasesHasItsSrsDomain() throws Exception {
    MailImpl mail = relayed(AUTHOR, TARGET);
    SrsMarks.alias(mail, "Bob@Club.example");
    init(new SrsForward(srs("domains = srs.club.example for club.example"))).service(mail);

    assertThat(mail.getMaybeSender().asString()).endsWith("@srs.club.example");
  }

  @Test
  void someAliasesAnswerForTheMailThemselves() throws Exception {
    SrsForward mailet =
        init(
            new SrsForward(
                srs("alias.remail = bob@*, list@alumni.example as owner@alumni.example")));
    MailImpl bob = relayed(AUTHOR, TARGET);
    SrsMarks.alias(bob, "bob@alumni.example");
    MailImpl list = relayed(AUTHOR, TARGET);
    SrsMarks.alias(list, "list@alumni.example");
    MailImpl bounce = relayed("", TARGET);
    SrsMarks.alias(bounce, "bob@alumni.example");
    for (MailImpl mail : List.of(bob, list, bounce)) {
      mailet.service(mail);
    }

    assertThat(bob.getMaybeSender().asString()).isEqualTo("bob@alumni.example");
    assertThat(list.getMaybeSender().asString()).isEqualTo("owner@alumni.example");
    assertThat(bounce.getMaybeSender().isNullSender()).isTrue();
    assertThat(counters.of("srs.forward.remailed")).isEqualTo(2);
  }

  private static final String LONG = "a".repeat(60) + "@uni.example";

  @Test
  void whatIsTooLongIsKept() throws Exception {
    SrsService service = srs();
    MailImpl mail = relayed(LONG, TARGET);
    init(new SrsForward(service)).service(mail);

    String sender = mail.getMaybeSender().asString();
    assertThat(sender).hasSizeLessThan(90).startsWith("SRS0=").contains("=1=");
    MailImpl bounce = mail("", "", sender);
    bounce.setState("transport");
    init(new SrsReverse(service)).service(bounce);
    assertThat(recipients(sent.get(0).mail())).containsExactly(LONG);
  }

  @Test
  void withoutAStoreItIsSentAsItIsOrAsConfigured() throws Exception {
    SrsService service = srs("store = none");
    MailImpl plain = relayed(LONG, TARGET);
    init(new SrsForward(service)).service(plain);
    assertThat(plain.getMaybeSender().asString()).isEqualTo(LONG);
    assertThat(plain.getState()).isEqualTo("relay");
    assertThat(SrsMarks.status(plain)).contains("failed");
    assertThat(counters.of("srs.forward.failed.too_long")).isEqualTo(1);

    MailImpl kept = relayed(LONG, TARGET);
    init(new SrsForward(service), "failureProcessor", "long").service(kept);
    assertThat(kept.getState()).isEqualTo("long");
  }

  @Test
  void whileTheStoreIsDownMailWaits() throws Exception {
    SrsService service = srs("store = conf/srs.keys/senders", "retry.end = 1h");
    SrsForward mailet = init(new SrsForward(service));
    MailImpl mail = relayed(LONG, TARGET);
    mailet.service(mail);

    assertThat(mail.getState()).isEqualTo(Mail.GHOST);
    Sent first = sent.get(0);
    assertThat(first.state()).isEqualTo("relay");
    assertThat(first.delayMillis()).isEqualTo(60_000);
    assertThat(first.mail().getMaybeSender().asString()).isEqualTo(LONG);

    first.mail().setState("relay");
    mailet.service(first.mail());
    assertThat(sent.get(1).delayMillis()).isEqualTo(120_000);
    assertThat(counters.of("srs.deferred")).isEqualTo(2);

    SrsMarks.waiting(
        first.mail(),
        new SrsMarks.Waiting(9, java.time.Instant.now().minus(java.time.Duration.ofHours(2))));
    first.mail().setState("relay");
    assertThatThrownBy(() -> mailet.service(first.mail()))
        .as("James then stores it")
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("given up after 10 attempts");
  }

  // --- reverse ---

  @Test
  void bouncesGoToTheAuthorWithANullSender() throws Exception {
    MailImpl bounce = mail("", "", rewritten());
    bounce.setState("transport");
    init(new SrsReverse(srs())).service(bounce);

    assertThat(bounce.getState()).isEqualTo(Mail.GHOST);
    Sent on = sent.get(0);
    assertThat(recipients(on.mail())).containsExactly(AUTHOR);
    assertThat(on.mail().getMaybeSender().isNullSender()).isTrue();
    assertThat(on.state()).isEqualTo("transport");
    assertThat(counters.of("srs.reverse.original.srs0")).isEqualTo(1);
  }

  @Test
  void otherSendersAreForcedToNullWhereTheyAreAllowed() throws Exception {
    MailImpl reply = mail("vacation@dest.example", "", rewritten());
    init(new SrsReverse(srs("bounces.only = false"))).service(reply);

    assertThat(sent.get(0).mail().getMaybeSender().isNullSender()).isTrue();
  }

  @Test
  void whatCannotBeBelievedEndsHere() throws Exception {
    String good = rewritten();
    String bad = good.replaceFirst("=alice@", "=bob@");
    for (MailImpl mail :
        List.of(
            mail("", "", bad),
            mail("", "", "SRS0=x@srs.alumni.example"),
            mail("me@dest.example", "", good))) {
      init(new SrsReverse(srs())).service(mail);
      assertThat(mail.getState()).isEqualTo(Mail.GHOST);
    }
    assertThat(sent).isEmpty();
    assertThat(counters.of("srs.reverse.refused.bad_hash")).isEqualTo(1);
    assertThat(counters.of("srs.reverse.refused.malformed")).isEqualTo(1);
    assertThat(counters.of("srs.reverse.refused.not_a_bounce")).isEqualTo(1);

    init(new SrsReverse(srs()), "refusedProcessor", "srs-refused").service(mail("", "", bad));
    assertThat(sent).singleElement().extracting(Sent::state).isEqualTo("srs-refused");
    assertThat(sent.get(0).mail().getMaybeSender().isNullSender()).isTrue();
  }

  @Test
  void otherRecipientsAreNoneOfOurBusiness() throws Exception {
    String good = rewritten();
    List<String> others =
        List.of(ALIAS, "SRS0=abcdef=XY=uni.example=alice@other.example", "ann@srs.alumni.example");
    MailImpl mail = mail("", "", good, others.get(0), others.get(1), others.get(2));
    mail.setState("transport");
    init(new SrsReverse(srs())).service(mail);

    assertThat(recipients(mail)).containsExactlyElementsOf(others);
    assertThat(mail.getState()).isEqualTo("transport");
    assertThat(sent).hasSize(1);
  }

  // --- alias, restore, redaction ---

  @Test
  void messagesForSeveralAliasesAreSplit() throws Exception {
    RecipientRewriteTable aliases =
        Fakes.answering(
            RecipientRewriteTable.class,
            Map.of("getResolvedMappings", user -> mappings((String) user.get(0))));
    SrsAlias mailet = init(new SrsAlias(srs(), aliases));
    MailImpl mail = mail(AUTHOR, "", ALIAS, "user@alumni.example", "bob@alumni.example");
    mail.setState("transport");
    mailet.service(mail);

    assertThat(recipients(mail)).containsExactly("user@alumni.example");
    assertThat(sent)
        .extracting(s -> SrsMarks.alias(s.mail()).orElse(""))
        .containsExactly(ALIAS, "bob@alumni.example");
    mailet.service(sent.get(0).mail()); // comes by again
    assertThat(sent).hasSize(2);

    MailImpl single = mail(AUTHOR, "", ALIAS);
    mailet.service(single);
    assertThat(SrsMarks.alias(single)).contains(ALIAS);
    assertThat(sent).hasSize(2);
  }

  private static Mappings mappings(String user) {
    return user.equals("user")
        ? MappingsImpl.empty()
        : MappingsImpl.builder().add(Mapping.of(user + "@dest.example")).build();
  }

  @Test
  void jamesTellsTheAuthorAndNotItself() throws Exception {
    SrsService service = srs();
    MailImpl mail = relayed(AUTHOR, TARGET);
    init(new SrsForward(service)).service(mail);
    SrsRestore mailet = init(new SrsRestore(service));
    mailet.service(mail);
    assertThat(mail.getMaybeSender().asString()).isEqualTo(AUTHOR);

    MailImpl forgotten = mail(rewritten(), "", TARGET);
    mailet.service(forgotten);
    assertThat(forgotten.getMaybeSender().asString()).isEqualTo(AUTHOR);

    MailImpl other = mail("x@other.example", "", TARGET);
    mailet.service(other);
    assertThat(other.getMaybeSender().asString()).isEqualTo("x@other.example");
    assertThat(counters.of("srs.restored")).isEqualTo(2);
  }

  private static final String REPORT =
      """
      From: MAILER-DAEMON@dest.example
      Message-ID: <secret@dest.example>
      To: <SRS0=x@srs.alumni.example>
      Content-Type: multipart/report; report-type=delivery-status; boundary=b

      --b
      Content-Type: text/plain

      ann@dest.example is full
      --b
      Content-Type: message/delivery-status

      Final-Recipient: rfc822; ann@dest.example
      Action: failed
      Status: 5.2.2

      --b
      Content-Type: text/rfc822-headers

      To: Ann <ann@alumni.example>
      Message-ID: <1@uni.example>

      --b--
      """;

  private static MailImpl bounce(String recipient, String text) throws Exception {
    MailImpl mail = mail("", "", recipient);
    mail.setMessageContent(
        MimeMessageInputStreamSource.create(
            "bounce",
            new ByteArrayInputStream(
                text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII))));
    return mail;
  }

  private static String text(Mail mail) throws Exception {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    mail.getMessage().writeTo(out);
    return out.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void authorsAreToldWhatBecameOfTheirMailAndNotWhereItWent() throws Exception {
    String good = rewritten();
    SrsReverse mailet = init(new SrsReverse(srs("bounces.redact = true")));
    mailet.service(bounce(good, REPORT));
    mailet.service(bounce(good, "From: ann@dest.example\n\nI am away.\n"));

    MailImpl notice = sent.get(0).mail();
    assertThat(sent).hasSize(1);
    assertThat(notice.getMaybeSender().isNullSender()).isTrue();
    assertThat(recipients(notice)).containsExactly(AUTHOR);
    assertThat(text(notice))
        .contains("Final-Recipient: rfc822; ann@alumni.example", "Status: 5.2.2")
        .contains("In-Reply-To: <1@uni.example>")
        .doesNotContain("dest.example", "full");
    assertThat(counters.of("srs.withheld")).isEqualTo(1);
  }

  @Test
  void soTheyAreByJamesItself() throws Exception {
    SrsService service = srs("bounces.redact = true");
    MailImpl mail = mail(AUTHOR, "Message-ID: <1@uni.example>\n", TARGET);
    mail.setState("relay");
    SrsMarks.alias(mail, ALIAS);
    init(new SrsForward(service)).service(mail);
    set(mail, "delivery-error-code", 451);
    init(new SrsRestore(service)).service(mail);

    assertThat(mail.getState()).isEqualTo(Mail.GHOST);
    assertThat(text(sent.get(0).mail()))
        .contains("Final-Recipient: rfc822; ann@alumni.example", "Status: 4.0.0")
        .contains("In-Reply-To: <1@uni.example>")
        .containsPattern("\nDate: \\w{3}, \\d{1,2} \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000\r\n")
        .doesNotContain("dest.example");
  }

  // --- start ---

  @Test
  void nothingStartsWithoutAKeyOrADomain() throws Exception {
    SrsService service = Fakes.unconfiguredSrs(root, counters);
    assertThatThrownBy(() -> init(new SrsForward(service), "typo", "1"))
        .isInstanceOf(SpfConfigurationException.class)
        .hasMessageContaining("no SRS domain is given")
        .hasMessageContaining("domain = srs.alumni.example")
        .hasMessageContaining("there is no such file")
        .hasMessageContaining("openssl rand -hex 32")
        .hasMessageContaining("unknown parameter typo")
        .hasMessageContaining("expected: one of fromInside, failureProcessor");
    Collection<String> counted = counters.names();
    assertThat(counted).contains("srs.forward.rewritten.srs0", "srs.rcpt.reverse.refused.expired");
  }
}
