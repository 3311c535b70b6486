package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.JamesFixture.subject;
import static org.spfsuite.integration.JamesFixture.transact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.integration.james.Mailbox.Delivered;
import org.spfsuite.integration.smtp.SmtpClient;
import org.spfsuite.integration.smtp.SmtpClient.Reply;

/**
 * Every result of either identity with every action in both modes, in one James: recipients have
 * policies of their own. Writes {@code target/decision-table.md}.
 */
final class DecisionTableIT {

  private static final List<String> ACTIONS = List.of("accept", "tag", "defer", "refuse");
  private static final List<String> MODES = List.of("enforce", "monitor");
  private static final String CLIENT = "203.0.113.66";
  private static final Path REPORT = Path.of("target/decision-table.md");

  /** Attributes as header fields, so that a mailbox tells them. */
  private static final String TELL =
      """
      <mailet match="All" class="MailAttributesToMimeHeaders">
        <simplemapping>org.spfsuite.action;X-Action</simplemapping>
        <simplemapping>org.spfsuite.would;X-Would</simplemapping>
        <simplemapping>org.spfsuite.spared;X-Spared</simplemapping>
        <simplemapping>org.spfsuite.helo.result;X-Helo</simplemapping>
        <simplemapping>org.spfsuite.mailfrom.result;X-Mail-From</simplemapping>
        <simplemapping>org.apache.james.transport.mailets.spf.result;X-Old</simplemapping>
      </mailet>
      """;

  private static final Zone ZONE =
      Zone.builder()
          .txt("pass.example", "v=spf1 +all")
          .txt("fail.example", "v=spf1 -all")
          .txt("softfail.example", "v=spf1 ~all")
          .txt("neutral.example", "v=spf1 ?all")
          .txt("permerror.example", "v=spf1 nonsense")
          .failing("temperror.example", FailureKind.SERVFAIL)
          .build();

  @RegisterExtension
  private static final JamesFixture mx =
      JamesFixture.of(ZONE, james -> james.mailets(TELL), properties())
          .with(cases().map(Case::recipient).distinct().toArray(String[]::new));

  /** One cell of the table under one mode. */
  private record Case(Identity identity, SpfResult result, String action, String mode) {

    String recipient() {
      return action + "@" + identity.key() + "." + mode + ".example";
    }

    boolean comesIn() {
      return mode.equals("monitor") || action.equals("accept") || action.equals("tag");
    }

    boolean isSpared() {
      return mode.equals("monitor") && (action.equals("defer") || action.equals("refuse"));
    }

    /** RFC 7372 §3.2. */
    String reply() {
      boolean error = result == SpfResult.TEMPERROR || result == SpfResult.PERMERROR;
      String codes = action.equals("defer") ? "451 4.7." : "550 5.7.";
      return codes + (error ? "24" : "23") + " SPF " + identity.title() + " check of " + domain();
    }

    String domain() {
      return result.text() + ".example";
    }

    String helo() {
      return identity == Identity.HELO ? domain() : "none.example";
    }

    String sender() {
      return "me@" + (identity == Identity.HELO ? "none.example" : domain());
    }
  }

  private static Stream<Case> cases() {
    return Stream.of(Identity.values())
        .flatMap(
            identity ->
                Stream.of(SpfResult.values())
                    .flatMap(
                        result ->
                            ACTIONS.stream()
                                .flatMap(
                                    action ->
                                        MODES.stream()
                                            .map(
                                                mode ->
                                                    new Case(identity, result, action, mode)))));
  }

  /** A policy for each recipient: what the cell says of one result of one identity. */
  private static String[] properties() {
    List<String> properties = new ArrayList<>();
    for (Identity identity : Identity.values()) {
      for (String action : ACTIONS) {
        for (String mode : MODES) {
          String policy = "policy." + identity.key() + "-" + action + "-" + mode + ".";
          String domain = identity.key() + "." + mode + ".example";
          properties.add(policy + "recipients = " + action + "@" + domain);
          properties.add(policy + "mode = " + mode);
          for (Identity any : Identity.values()) {
            for (SpfResult result : SpfResult.values()) {
              String what = any == identity ? action : "accept";
              properties.add(policy + "decision." + any.key() + "." + result.text() + " = " + what);
            }
          }
        }
      }
    }
    return properties.toArray(String[]::new);
  }

  @Test
  void everyRowOfTheTableInBothModes() throws Exception {
    List<String> report = new ArrayList<>();
    report.add("| identity | result | configured | mode | reply | delivered with |");
    report.add("| --- | --- | --- | --- | --- | --- |");
    int sent = 0;
    int delivered = 0;
    int refused = 0;
    for (Case row : cases().toList()) {
      String subject = subject();
      Reply reply = send(row, subject);
      sent++;
      String marks = "";
      if (row.comesIn()) {
        assertThat(reply.code()).as("%s: %s", row, reply.text()).isEqualTo(250);
        Delivered message = mx.awaitDelivery(row.recipient(), subject);
        assertMarks(row, message);
        marks = "action " + message.all("X-Action") + " would " + message.all("X-Would");
        delivered++;
      } else {
        assertThat(reply.text()).as(row.toString()).startsWith(row.reply());
        refused++;
      }
      report.add(
          "| %s | %s | %s | %s | %s | %s |"
              .formatted(
                  row.identity().key(),
                  row.result(),
                  row.action(),
                  row.mode(),
                  row.comesIn() ? "250" : reply.text(),
                  marks));
    }
    report.add("");
    report.add("%d sent = %d delivered + %d refused".formatted(sent, delivered, refused));
    Files.write(REPORT, report);
    assertThat(sent).isEqualTo(112).isEqualTo(delivered + refused);
  }

  private static Reply send(Case row, String subject) throws IOException {
    try (SmtpClient smtp = mx.from(CLIENT)) {
      smtp.ehlo(row.helo());
      return transact(smtp, row.sender(), row.recipient(), subject);
    }
  }

  private static void assertMarks(Case row, Delivered message) {
    String result = row.result().text();
    boolean helo = row.identity() == Identity.HELO;
    assertThat(message.all("X-Helo")).containsExactly(helo ? result : "none");
    assertThat(message.all("X-Mail-From")).containsExactly(helo ? "none" : result);
    assertThat(message.all("X-Old")).containsExactly(helo ? "none" : result);
    List<String> fields = message.all("Received-SPF");
    assertThat(fields.get(0)).startsWith((helo ? "none" : result) + " ");
    boolean goodHelo = List.of("pass", "none").contains(result);
    assertThat(fields.subList(1, fields.size()))
        .as("told of the HELO name if there is something to tell")
        .hasSize(helo && !goodHelo ? 1 : 0)
        .allMatch(field -> field.startsWith(result + " ") && field.contains("identity=helo"));
    assertThat(message.all("Authentication-Results"))
        .singleElement()
        .asString()
        .containsPattern("spf=" + result + "[^;]* smtp." + (helo ? "helo" : "mailfrom") + "=");
    assertThat(message.all("X-Action"))
        .containsExactly(row.action().equals("tag") ? "tag" : "accept");
    assertThat(message.all("X-Would"))
        .isEqualTo(row.isSpared() ? List.of(row.action().toLowerCase(Locale.ROOT)) : List.of());
    assertThat(message.all("X-Spared")).isEqualTo(row.isSpared() ? List.of("monitor") : List.of());
  }
}
