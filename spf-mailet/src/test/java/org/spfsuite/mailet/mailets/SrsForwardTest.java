package org.spfsuite.mailet.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spfsuite.mailet.testing.Fakes.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.config.SpfConfigurationException;
import org.spfsuite.mailet.message.SrsMarks;
import org.spfsuite.mailet.testing.Fakes;

/** Senders on their way out. */
final class SrsForwardTest extends ForwarderUnderTest {

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

  @Test
  void whatIsTooLongIsKept() throws Exception {
    SrsService service = srs("store.timeout = 20s");
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

    mailet.service(first.mail());
    assertThat(sent.get(1).delayMillis()).isEqualTo(120_000);
    assertThat(counters.of("srs.deferred")).isEqualTo(2);

    MailImpl late = sent.get(1).mail();
    SrsMarks.waiting(late, new SrsMarks.Waiting(9, Instant.now().minus(Duration.ofHours(2))));
    mailet.service(late);
    assertThat(late.getState()).isEqualTo(Mail.GHOST);
    assertThat(sent.get(2).state()).isEqualTo(Mail.ERROR);
    assertThat(sent.get(2).mail().getErrorMessage()).contains("given up after 10 attempts");

    sent.get(2).mail().setState("relay");
    mailet.service(sent.get(2).mail());
    assertThat(sent.get(3).delayMillis()).as("it has all its time again").isEqualTo(60_000);
  }

  @Test
  void mailWaitsForDays() throws Exception {
    SrsForward mailet = init(new SrsForward(srs("store = conf/srs.keys/senders")));
    MailImpl mail = relayed(LONG, TARGET);
    mail.setName("Mail1795378652000-!1111111-!2222222-!3333333"); // it was copied before
    for (int attempt = 1; attempt <= 100; attempt++) {
      mailet.service(mail);
      assertThat(sent).hasSize(attempt);
      mail = sent.get(attempt - 1).mail();
    }
    assertThat(mail.getName()).isEqualTo("Mail1795378652000-!1111111-!2222222-!3333333");
    assertThat(sent).extracting(Sent::state).containsOnly("relay");
  }

  @Test
  void waitingIsForgottenWhenItIsOver() throws Exception {
    MailImpl mail = relayed(LONG, TARGET);
    SrsMarks.waiting(mail, new SrsMarks.Waiting(3, Instant.now().minus(Duration.ofHours(1))));
    init(new SrsForward(srs("store.timeout = 20s"))).service(mail);

    assertThat(mail.getMaybeSender().asString()).startsWith("SRS0=");
    assertThat(SrsMarks.waiting(mail)).isEmpty();
  }

  @Test
  void nobodyAnswersForAForgery() throws Exception {
    SrsForward mailet = init(new SrsForward(srs("alias.remail = " + ALIAS)));
    MailImpl mail = relayed("boss@bank.example", TARGET);
    SrsMarks.alias(mail, ALIAS);
    set(mail, "org.spfsuite.mailfrom.result", "fail");
    mailet.service(mail);

    assertThat(mail.getMaybeSender().asString()).isEqualTo("boss@bank.example");
    assertThat(counters.of("srs.forward.left.spf_failed")).isEqualTo(1);
    assertThat(counters.of("srs.forward.remailed")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "secondary-mx example.org, SRS0=",
    "forwarder club.example,   SRS0=",
    "monitor,                  alice@",
    "sender alice@uni.example, alice@",
  })
  void whomWeTrustIsNotDoubted(String spared, String sender) throws Exception {
    MailImpl mail = relayed(AUTHOR, TARGET);
    set(mail, "org.spfsuite.mailfrom.result", "fail");
    set(mail, "org.spfsuite.spared", spared);
    init(new SrsForward(srs())).service(mail);

    assertThat(mail.getMaybeSender().asString()).startsWith(sender);
  }

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
