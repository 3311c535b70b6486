package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.JamesFixture.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.integration.james.JamesServer;
import org.spfsuite.integration.james.JamesServer.Refusal;
import org.spfsuite.integration.smtp.SmtpClient.Reply;

/** What {@code conf/spf.properties} can say, rightly and wrongly. */
final class ConfigurationIT {

  @TempDir private Path root;

  @Test
  void everyProblemIsNamedInOneMessageAndJamesDoesNotStart() throws IOException {
    Refusal refusal =
        JamesServer.in(root)
            .handler(
                "<handler class=\"org.spfsuite.mailet.smtp.SpfHook\"><block>fail</block></handler>")
            .spfProperties(
                """
                # a file with a bad day
                dns.servers = ns.example.org
                dns.server = 127.0.0.1
                exempt.networks = 192.0.2.0/33
                check.timeout = soon
                decision.mailfrom.fail = explode
                dns.rounds = 2
                dns.rounds = 3
                """)
            .refuse();

    assertThat(refusal.exitCode()).isEqualTo(1);
    assertThat(refusal.log())
        .contains(
            """
            SPF: the configuration has 7 problems; nothing is started half-configured.
              - conf/spf.properties line 3: unknown option dns.server
                  expected: one of dns.servers, dns.timeout, dns.rounds, cache.answers,""")
        .contains(
            """
              - conf/spf.properties line 8: dns.rounds is given again, first in line 7
                  expected: each option once
            """)
        .contains(
            """
              - conf/spf.properties line 2: dns.servers = ns.example.org
                  expected: addresses with or without a port, separated by commas, such as \
            127.0.0.1:5353, [2001:db8::53]:53
            """)
        .contains(
            """
              - conf/spf.properties line 5: check.timeout = soon
                  expected: a time up to 5 minutes with its unit, such as 5s or 500ms
            """)
        .contains(
            """
              - conf/spf.properties line 4: exempt.networks = 192.0.2.0/33
                  expected: networks in CIDR form, separated by commas, such as 192.0.2.0/24, \
            2001:db8::/32
            """)
        .contains(
            """
              - conf/spf.properties line 6: decision.mailfrom.fail = explode
                  expected: accept, tag, defer or refuse; behind the last two perhaps codes and \
            a text, such as defer 451 4.7.24, or refuse 550 5.7.23 Not from {client}; in braces""")
        .contains(
            """
              - conf/smtpserver.xml, handler org.spfsuite.mailet.smtp.SpfHook: unknown option block
                  expected: no options here; they stand in conf/spf.properties
            """);
    assertThat(refusal.log()).as("no stack trace").doesNotContain("\tat org.spfsuite");
  }

  @Test
  void unreadableFileStopsTheStart() throws IOException {
    Files.createDirectories(root.resolve("conf/spf.properties"));

    Refusal refusal = JamesServer.in(root).refuse();

    assertThat(refusal.exitCode()).isEqualTo(1);
    assertThat(refusal.log())
        .contains(
            """
              - conf/spf.properties: cannot be read (it is a directory)
                  expected: a readable properties file in UTF-8
            """);
  }

  @Test
  void decisionsCanBeChanged() throws Exception {
    Zone zone =
        Zone.builder()
            .failing("sick.example", FailureKind.SERVFAIL)
            .txt("broken.example", "v=spf1 foo -all")
            .txt("bank.example", "v=spf1 -all")
            .build();
    try (JamesFixture mx =
        JamesFixture.of(
                zone,
                "decision.mailfrom.temperror = defer",
                "decision.mailfrom.permerror = refuse",
                "decision.mailfrom.fail = accept",
                "receiver = gate.example.net")
            .start(root)) {
      String subject = subject();

      Reply temporary = mx.deliver("203.0.113.9", "x.example", "me@sick.example", subject());
      Reply permanent = mx.deliver("203.0.113.9", "x.example", "me@broken.example", subject());
      Reply fail = mx.deliver("203.0.113.9", "x.example", "me@bank.example", subject);

      assertThat(temporary.text())
          .startsWith("451 4.7.24 SPF MAIL FROM check of sick.example: temperror, ")
          .endsWith("; try again later");
      assertThat(permanent.text())
          .startsWith("550 5.7.24 SPF MAIL FROM check of broken.example: permerror, \"foo\" at");
      assertThat(fail.code()).isEqualTo(250);
      assertThat(mx.awaitDelivery(subject).all("Received-SPF").get(0))
          .startsWith("fail (gate.example.net: ")
          .contains("receiver=gate.example.net");
    }
  }
}
