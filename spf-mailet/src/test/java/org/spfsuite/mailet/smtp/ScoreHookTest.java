package org.spfsuite.mailet.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spfsuite.mailet.testing.Fakes.fieldNames;
import static org.spfsuite.mailet.testing.Fakes.mail;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.commons.configuration2.BaseConfiguration;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.protocols.smtp.SMTPConfiguration;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.mailet.SpfService;
import org.spfsuite.mailet.config.SpfConfigurationException;
import org.spfsuite.mailet.journal.Refusal;
import org.spfsuite.mailet.message.ScoreMarks;
import org.spfsuite.mailet.testing.Fakes;
import org.spfsuite.mailet.testing.Fakes.Answer;
import org.spfsuite.mailet.testing.Fakes.Counters;

/** The hook with score set 0, whose rules ask no DNS. */
final class ScoreHookTest {

  private static final String BAD = "x@bad.example";
  private static final String ANN = "ann@here.example";
  private static final String BOB = "bob@here.example";

  private static final String POLICY =
      """
      blocklist_from *@bad.example
      score USER_IN_BLOCKLIST 7
      for_recipient bob@here.example
      score USER_IN_BLOCKLIST 3
      end_for
      """;

  @TempDir private Path root;

  private final Counters counters = new Counters();

  private SpfService service(String... properties) throws Exception {
    return Fakes.service(root, counters, "score.set = 0\n" + String.join("\n", properties), POLICY);
  }

  private static ScoreHook hook(SpfService service) {
    ScoreHook hook = new ScoreHook(service);
    hook.init(new BaseConfiguration());
    return hook;
  }

  private static SMTPSession session(Map<String, Answer> more) throws Exception {
    SMTPConfiguration configuration =
        Fakes.answering(SMTPConfiguration.class, Map.of("getHelloName", none -> "mx.here.example"));
    InetSocketAddress client =
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 203, 0, 113, 66}), 4711);
    Map<String, Answer> answers =
        new HashMap<>(
            Map.of(
                "getConfiguration", none -> configuration,
                "getRemoteAddress", none -> client,
                "getAttachment", key -> Optional.of("plain.example")));
    answers.putAll(more);
    return Fakes.answering(SMTPSession.class, answers);
  }

  private static String reply(ScoreHook hook, MailImpl mail) throws Exception {
    HookResult result = hook.onMessage(session(Map.of()), mail);
    return result.equals(HookResult.DECLINED)
        ? "declined"
        : result.getSmtpRetCode() + " " + result.getSmtpDescription();
  }

  @ParameterizedTest
  @CsvSource({
    "score.refuse = 7,   x@bad.example,  ann@here.example, true",
    "score.refuse = 7.1, x@bad.example,  ann@here.example, false",
    "mode = enforce,     x@bad.example,  ann@here.example, false", // no threshold
    "score.refuse = 3,   x@good.example, ann@here.example, false",
    "score.refuse = 3,   x@bad.example,  bob@here.example, true",
    "score.refuse = 3.1, x@bad.example,  bob@here.example, false",
    "score.refuse = 3,   '',             ann@here.example, false",
  })
  void refusesFromTheThresholdOn(String line, String sender, String recipient, boolean refused)
      throws Exception {
    String reply = reply(hook(service(line)), mail(sender, "", recipient));

    assertThat(reply.startsWith("550 5.7.1 message refused with score ")).isEqualTo(refused);
    assertThat(counters.of("spf.score.refuse")).isEqualTo(refused ? 1 : 0);
  }

  @Test
  void theReplyNamesScoreThresholdAndRules() throws Exception {
    SpfService service = service("score.refuse = 5");

    assertThat(reply(hook(service), mail(BAD, "", ANN)))
        .isEqualTo(
            "550 5.7.1 message refused with score 7.0, refused from 5.0 on: USER_IN_BLOCKLIST=7.0");
    assertThat(service.refusals().all())
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.reply()).startsWith("550 5.7.1 "))
        .extracting(Refusal::identity, Refusal::result, Refusal::recipient)
        .containsExactly("score", "7.0", ANN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mode = monitor",
        "exempt.senders = *@bad.example",
        "exempt.recipients = ann@here.example",
        "policy.x.recipients = ann@here.example\npolicy.x.mode = monitor",
      })
  void whoIsSparedIsTaggedInstead(String reason) throws Exception {
    MailImpl mail = mail(BAD, "X-Spam-Flag: NO\n", ANN);

    assertThat(reply(hook(service("score.refuse = 5", reason)), mail)).isEqualTo("declined");
    assertThat(ScoreMarks.score(mail)).contains(7.0);
    assertThat(action(mail)).isEqualTo("tag");
    assertThat(fieldNames(mail))
        .containsExactly(
            "X-Spam-Checker-Version",
            "X-Spam-Flag",
            "X-Spam-Level",
            "X-Spam-Status",
            "X-Spam-Report",
            "Subject");
  }

  private static String action(MailImpl mail) {
    return mail.attributes()
        .filter(a -> a.getName().asString().equals("org.spfsuite.score.action"))
        .map(attribute -> attribute.getValue().value().toString())
        .findFirst()
        .orElse("");
  }

  @ParameterizedTest
  @CsvSource({"7, tag", "7.5, accept", "-1, tag"})
  void tagsFromItsOwnThresholdOn(String least, String action) throws Exception {
    MailImpl mail = mail(BAD, "", ANN);
    assertThat(reply(hook(service("score.tag = " + least)), mail)).isEqualTo("declined");
    assertThat(action(mail)).isEqualTo(action);
  }

  @Test
  void theMildestScoreDecidesForAllAndNobodyIsMarkedWithTheOthers() throws Exception {
    ScoreHook hook = hook(service("score.refuse = 5"));
    MailImpl mail = mail(BAD, "X-Spam-Flag: NO\n", ANN, BOB);

    assertThat(reply(hook, mail)).isEqualTo("declined");
    assertThat(ScoreMarks.score(mail)).isEmpty();
    assertThat(fieldNames(mail)).containsExactly("Subject");
  }

  @Test
  void clientsFromInsideAreNotScored() throws Exception {
    ScoreHook hook = hook(service("score.refuse = 5"));
    MailImpl users = mail(BAD, "X-Spam-Flag: NO\n", ANN);
    MailImpl relays = mail(BAD, "X-Spam-Flag: NO\n", ANN);
    SMTPSession user = session(Map.of("getUsername", none -> Username.of("ann")));
    SMTPSession relay = session(Map.of("isRelayingAllowed", none -> true));

    assertThat(hook.onMessage(user, users)).isEqualTo(HookResult.DECLINED);
    assertThat(hook.onMessage(relay, relays)).isEqualTo(HookResult.DECLINED);

    assertThat(ScoreMarks.score(users)).isEmpty();
    assertThat(fieldNames(users)).containsExactly("Subject");
    assertThat(fieldNames(relays)).containsExactly("X-Spam-Flag", "Subject");
  }

  @Test
  void aScoreThatIsNotThereInTimeLetsTheMessageIn() throws Exception {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      SpfService service =
          Fakes.service(
              root,
              counters,
              "score.refuse = 5\ncheck.timeout = 300ms\ndns.timeout = 20s\ndns.servers = 127.0.0.1:"
                  + silent.getLocalPort(),
              POLICY);
      MailImpl mail = mail(BAD, "X-Spam-Flag: NO\n", ANN);

      assertThat(reply(hook(service), mail)).isEqualTo("declined");
      assertThat(fieldNames(mail)).containsExactly("Subject");
      assertThat(counters.of("spf.score.unscored")).isEqualTo(1);
      assertThat(counters.of("spf.deadline")).isEqualTo(1);
    }
  }

  @Test
  void bugsAndUnreadableMessagesLetTheMessageIn() throws Exception {
    ScoreHook hook = hook(service("score.refuse = 5"));
    Answer noDisk =
        none -> {
          throw new MessagingException("no disk");
        };
    Mail unreadable =
        Fakes.answering(
            Mail.class,
            Map.of(
                "getMessage", noDisk,
                "getMaybeSender", none -> MaybeSender.nullSender(),
                "getRecipients", none -> List.of()));
    assertThat(hook.onMessage(session(Map.of()), unreadable)).isEqualTo(HookResult.DECLINED);

    Answer bug =
        none -> {
          throw new IllegalStateException("a bug");
        };
    assertThat(hook.onMessage(session(Map.of("getRemoteAddress", bug)), mail(BAD, "", ANN)))
        .isEqualTo(HookResult.DECLINED);
    assertThat(counters.of("spf.internal-error")).isEqualTo(1);
  }

  @Test
  void optionsStandElsewhere() throws Exception {
    BaseConfiguration element = new BaseConfiguration();
    element.addProperty("threshold", "5");
    ScoreHook hook = new ScoreHook(service());

    assertThatThrownBy(() -> hook.init(element))
        .isInstanceOf(SpfConfigurationException.class)
        .hasMessageContaining(
            "handler org.spfsuite.mailet.smtp.ScoreHook: unknown option threshold")
        .hasMessageContaining("conf/spf.properties");
  }
}
