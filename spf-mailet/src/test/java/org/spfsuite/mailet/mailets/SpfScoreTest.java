package org.spfsuite.mailet.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spfsuite.mailet.testing.Fakes.fieldNames;
import static org.spfsuite.mailet.testing.Fakes.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.MailetContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.mailet.SpfService;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.config.SpfConfigurationException;
import org.spfsuite.mailet.message.ScoreMarks;
import org.spfsuite.mailet.testing.Fakes;
import org.spfsuite.mailet.testing.Fakes.Counters;

/** The mailet with score set 0, whose rules ask no DNS. */
final class SpfScoreTest {

  private static final String ANN = "ann@here.example";
  private static final String BOB = "bob@here.example";

  private static final String POLICY =
      """
      blocklist_from *@bad.example
      score USER_IN_BLOCKLIST 3
      for_recipient bob@here.example
      score USER_IN_BLOCKLIST 7
      end_for
      """;

  @TempDir private Path root;

  private final Counters counters = new Counters();
  private final List<Mail> sent = new ArrayList<>();
  private boolean queueIsBroken;

  private SpfService service(String properties, String policy) throws IOException {
    return Fakes.service(root, counters, "score.set = 0\n" + properties, policy);
  }

  private SpfScore mailet(SpfService service, Map<String, String> parameters)
      throws MessagingException {
    SpfScore mailet = new SpfScore(service);
    MailetContext context = Fakes.answering(MailetContext.class, Map.of("sendMail", this::send));
    mailet.init(
        Fakes.answering(
            MailetConfig.class,
            Map.of(
                "getInitParameter", name -> parameters.getOrDefault((String) name.get(0), ""),
                "getInitParameterNames", none -> parameters.keySet().iterator(),
                "getMailetContext", none -> context,
                "getMailetName", none -> "SpfScore")));
    return mailet;
  }

  private Object send(List<Object> arguments) throws MessagingException {
    if (queueIsBroken) {
      throw new MessagingException("no queue");
    }
    assertThat(arguments.get(1)).isEqualTo("root");
    return sent.add(((Mail) arguments.get(0)).duplicate());
  }

  private SpfScore mailet() throws Exception {
    return mailet(service("", POLICY), Map.of());
  }

  private static void mark(MailImpl mail, String name, Object value) {
    mail.setAttribute(new Attribute(AttributeName.of(name), AttributeValue.ofAny(value)));
  }

  @Test
  void marksMessages() throws Exception {
    MailImpl mail = mail("x@bad.example", "X-Spam-Flag: NO\n", ANN);

    mailet().service(mail);

    assertThat(ScoreMarks.score(mail)).contains(3.0);
    assertThat(ScoreMarks.hits(mail)).containsExactly("USER_IN_BLOCKLIST");
    assertThat(fieldNames(mail))
        .containsExactly("X-Spam-Checker-Version", "X-Spam-Level", "X-Spam-Status", "Subject");
    assertThat(counters.of("spf.score.ham")).isEqualTo(1);
    assertThat(counters.of("spf.score.rule.USER_IN_BLOCKLIST")).isEqualTo(1);
    assertThat(counters.names()).contains("spf.score.rule.USER_IN_WELCOMELIST");
  }

  @Test
  void recipientsWhoAreTreatedDifferentlyGetCopies() throws Exception {
    MailImpl mail = mail("x@bad.example", "", ANN, BOB, "cy@here.example");

    mailet().service(mail);

    assertThat(addresses(mail)).containsExactlyInAnyOrder(ANN, "cy@here.example");
    assertThat(ScoreMarks.score(mail)).contains(3.0);
    assertThat(sent).hasSize(1);
    assertThat(addresses(sent.get(0))).containsExactly(BOB);
    assertThat(ScoreMarks.score(sent.get(0))).contains(7.0);
    assertThat(Collections.list(sent.get(0).getMessage().getAllHeaderLines()))
        .filteredOn(line -> line.startsWith("X-Spam-Status"))
        .singleElement()
        .asString()
        .contains("Yes, score=7.0");
  }

  private static List<String> addresses(Mail mail) {
    return mail.getRecipients().stream().map(to -> to.asString()).toList();
  }

  @Test
  void aMessageThatCannotBeSplitIsNotLost() throws Exception {
    queueIsBroken = true;
    MailImpl mail = mail("x@bad.example", "", ANN, BOB);

    mailet().service(mail);

    assertThat(addresses(mail)).containsExactlyInAnyOrder(ANN, BOB);
    assertThat(ScoreMarks.score(mail)).contains(3.0);
  }

  @Test
  void whatHasAScoreKeepsIt() throws Exception {
    SpfService service = service("", POLICY);
    MailImpl mail = mail("x@bad.example", "", ANN);
    mark(mail, "org.spfsuite.score", 42.0);

    mailet(service, Map.of()).service(mail);
    assertThat(ScoreMarks.score(mail)).contains(42.0);

    mailet(service, Map.of("rescore", "true")).service(mail);
    assertThat(ScoreMarks.score(mail)).contains(3.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.james.SMTPAuthUser",
        "org.apache.james.SentByMailet",
        "org.apache.james.SMTPIsAuthNetwork"
      })
  void mailFromInsideIsNotScored(String attribute) throws Exception {
    MailImpl mail = mail("x@bad.example", "X-Spam-Flag: NO\n", ANN);
    mark(mail, attribute, "true");

    mailet().service(mail);

    assertThat(ScoreMarks.score(mail)).isEmpty();
    boolean mayNotSpeakForUs = attribute.equals("org.apache.james.SMTPAuthUser");
    assertThat(fieldNames(mail).contains("X-Spam-Flag")).isNotEqualTo(mayNotSpeakForUs);
  }

  @Test
  void exemptNetworksAreNotScoredUnlessThePolicyLooksBehindThem() throws Exception {
    String exempt = "exempt.networks = 203.0.113.0/24\n";
    MailImpl mail = mail("x@bad.example", "", ANN);
    mailet(service(exempt, POLICY), Map.of()).service(mail);
    assertThat(ScoreMarks.score(mail)).isEmpty();

    mailet(service(exempt, POLICY + "internal_networks 203.0.113.66\n"), Map.of()).service(mail);
    assertThat(ScoreMarks.score(mail)).contains(3.0);
  }

  @Test
  void allProblemsStopTheStartTogether() throws Exception {
    SpfService service = service("score.refuse = much\n", "for_recipient x@y.example\n");
    assertThatThrownBy(() -> mailet(service, Map.of("threshold", "5", "rescore", "perhaps")))
        .isInstanceOf(SpfConfigurationException.class)
        .hasMessageContaining("score.refuse = much")
        .hasMessageContaining("unknown parameter threshold")
        .hasMessageContaining("rescore perhaps");

    SpfService other = service("", "for_recipient x@y.example\n");
    assertThatThrownBy(() -> mailet(other, Map.of()))
        .isInstanceOf(SpfConfigurationException.class)
        .hasMessageContaining("spf-score.cf line 1: for_... without end_for");
  }

  @Test
  void filesThatAreNamedMustExistTheDefaultNeedNot() throws Exception {
    Files.createDirectories(root.resolve("conf"));
    Files.writeString(root.resolve("conf/spf.properties"), "score.set = 0");
    assertThat(Fakes.service(root, counters).prepareScoring()).isEmpty();

    Files.writeString(root.resolve("conf/spf.properties"), "score.config = other.cf");
    assertThat(Fakes.service(root, counters).prepareScoring())
        .singleElement()
        .extracting(ConfigurationProblem::found)
        .asString()
        .contains("cannot be read");
  }

  @Test
  void aReloadTakesAllOrNothing() throws Exception {
    SpfService service = service("", POLICY);
    SpfScore mailet = mailet(service, Map.of());
    Files.writeString(
        root.resolve("conf/spf.properties"),
        "score.set = 0\nscore.config = other.cf\nmode=monitor");

    assertThat(service.reload()).hasSize(1);
    assertThat(service.engine().configuration().policy().mode().text()).isEqualTo("enforce");
    MailImpl mail = mail("x@bad.example", "", ANN);
    mailet.service(mail);
    assertThat(ScoreMarks.score(mail)).contains(3.0);

    Files.writeString(
        root.resolve("conf/other.cf"), "blocklist_from *@bad.example\nscore USER_IN_BLOCKLIST 4");
    assertThat(service.reload()).isEmpty();
    MailImpl next = mail("x@bad.example", "", ANN);
    mailet.service(next);
    assertThat(ScoreMarks.score(next)).contains(4.0);
  }

  @Test
  void nothingIsReadUnlessSomebodyWantsScores() throws Exception {
    SpfService service = service("", "for_recipient x@y.example\n");

    service.refuseToStartWith(List.of());
    assertThat(service.reload()).isEmpty();
    assertThat(counters.names()).noneMatch(name -> name.startsWith("spf.score"));
    assertThatThrownBy(service::scoring).isInstanceOf(IllegalStateException.class);
  }
}
