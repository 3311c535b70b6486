package org.spfsuite.mailet.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spfsuite.mailet.testing.Fakes.mail;

import java.util.List;
import java.util.Map;
import javax.mail.MessagingException;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.Mappings;
import org.apache.james.rrt.lib.MappingsImpl;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;
import org.spfsuite.mailet.message.SrsMarks;
import org.spfsuite.mailet.testing.Fakes;

/** Which alias it was. */
final class SrsAliasTest extends ForwarderUnderTest {

  private SrsAlias mailet(String... properties) throws Exception {
    RecipientRewriteTable aliases =
        Fakes.answering(
            RecipientRewriteTable.class,
            Map.of("getResolvedMappings", user -> mappings((String) user.get(0))));
    return init(new SrsAlias(srs(properties), aliases));
  }

  @Test
  void messagesForAliasesThatAreTreatedDifferentlyAreSplit() throws Exception {
    SrsAlias mailet =
        mailet(
            "alias.remail = list@alumni.example",
            "domains = srs.club.example for club.alumni.example");
    List<String> usual = List.of(ALIAS, "user@alumni.example", "bob@alumni.example");
    MailImpl mail =
        mail(
            AUTHOR,
            "",
            ALIAS,
            "list@alumni.example",
            "user@alumni.example",
            "x@club.alumni.example",
            "user@club.alumni.example",
            "y@club.alumni.example",
            "bob@alumni.example");
    mail.setState("transport");
    mailet.service(mail);

    assertThat(recipients(mail)).containsAll(usual).contains("user@club.alumni.example").hasSize(4);
    assertThat(SrsMarks.alias(mail)).isEmpty();
    assertThat(sent)
        .extracting(s -> SrsMarks.alias(s.mail()).orElse(""))
        .containsExactly("list@alumni.example", "x@club.alumni.example");
    assertThat(recipients(sent.get(1).mail()))
        .containsExactly("x@club.alumni.example", "y@club.alumni.example");
    mailet.service(sent.get(0).mail()); // comes by again
    assertThat(sent).hasSize(2);
  }

  @Test
  void whatIsTreatedAlikeIsNotSplit() throws Exception {
    MailImpl mail = mail(AUTHOR, "", ALIAS, "bob@alumni.example");
    mailet().service(mail);
    assertThat(SrsMarks.alias(mail)).isEmpty();

    mailet("alias.remail = alumni.example as owner@alumni.example").service(mail);
    assertThat(SrsMarks.alias(mail)).contains(ALIAS);
    assertThat(recipients(mail)).hasSize(2);
    assertThat(sent).isEmpty();
  }

  @Test
  void whereAuthorsAreToldOfTheAliasEachIsOneOfItsOwn() throws Exception {
    SrsAlias mailet = mailet("bounces.redact = true");
    MailImpl mail = mail(AUTHOR, "", ALIAS, "bob@alumni.example");
    mail.setState("transport");
    mailet.service(mail);
    assertThat(mail.getState()).isEqualTo(Mail.GHOST);
    assertThat(sent)
        .extracting(s -> SrsMarks.alias(s.mail()).orElse(""))
        .containsExactly(ALIAS, "bob@alumni.example");
  }

  @Test
  void whatWasSentOnIsNotSentOnAgain() throws Exception {
    SrsAlias mailet = mailet("bounces.redact = true");
    MailImpl mail = mail(AUTHOR, "", ALIAS, "bob@alumni.example");
    room = 1;
    assertThatThrownBy(() -> mailet.service(mail)).isInstanceOf(MessagingException.class);
    assertThat(recipients(mail)).containsExactly("bob@alumni.example");
  }

  private static Mappings mappings(String user) {
    return user.equals("user")
        ? MappingsImpl.empty()
        : MappingsImpl.builder().add(Mapping.of(user + "@dest.example")).build();
  }
}
