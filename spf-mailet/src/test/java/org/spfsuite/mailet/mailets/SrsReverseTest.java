package org.spfsuite.mailet.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spfsuite.mailet.testing.Fakes.mail;

import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;

/** Bounces on their way home. */
final class SrsReverseTest extends ForwarderUnderTest {

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

  @Test
  void whatWasSentOnIsNotSentOnAgain() throws Exception {
    String good = rewritten();
    MailImpl other = relayed("bob@uni.example", TARGET);
    init(new SrsForward(srs())).service(other);
    String second = other.getMaybeSender().asString();
    MailImpl mail = mail("", "", good, second, ALIAS);
    room = 1;
    SrsReverse mailet = init(new SrsReverse(srs()));

    assertThatThrownBy(() -> mailet.service(mail)).isInstanceOf(MessagingException.class);
    assertThat(recipients(sent.get(0).mail())).containsExactly(AUTHOR);
    assertThat(recipients(mail)).as("what James will process again").containsExactly(second, ALIAS);
  }

  @Test
  void whoWaitsKeepsNobodyElseWaiting() throws Exception {
    String good = rewritten();
    MailImpl stored = relayed(LONG, TARGET);
    init(new SrsForward(srs("store.timeout = 20s"))).service(stored);
    MailImpl mail = mail("", "", stored.getMaybeSender().asString(), good, ALIAS);
    mail.setState("transport");
    init(new SrsReverse(srs("store = conf/srs.keys/senders"))).service(mail);

    assertThat(sent)
        .extracting(s -> recipients(s.mail()).get(0))
        .containsExactly(AUTHOR, stored.getMaybeSender().asString());
    assertThat(sent).extracting(Sent::delayMillis).containsExactly(0L, 60_000L);
    assertThat(recipients(mail)).containsExactly(ALIAS);
    assertThat(mail.getState()).isEqualTo("transport");
  }
}
