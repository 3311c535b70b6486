package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.JamesFixture.subject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.integration.james.JamesServer;

/**
 * James is killed with mail in its queue. The queue is on disk, so that mails are written as text
 * and read by another process: what the hook says of them must come through that.
 */
final class RestartIT {

  private static final int EACH = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Zone ZONE =
      Zone.builder()
          .txt("good.example", "v=spf1 ip4:192.0.2.10 -all")
          .txt("soft.example", "v=spf1 ~all")
          .txt("bank.example", "v=spf1 -all")
          .build();

  private static final String MAILETS =
      """
      <mailet match="org.spfsuite.mailet.matchers.SpfResultIs=pass" class="ToRepository">
        <repositoryPath>memory://var/mail/passed/</repositoryPath>
      </mailet>
      <mailet match="org.spfsuite.mailet.matchers.SpfResultIs=softfail" class="ToRepository">
        <repositoryPath>memory://var/mail/softfailed/</repositoryPath>
      </mailet>
      <mailet match="All" class="ToRepository">
        <repositoryPath>memory://var/mail/others/</repositoryPath>
      </mailet>
      """;

  @TempDir private Path root;

  @Test
  void whatWasAcceptedAndMarkedIsStillSoAfterAKill() throws Exception {
    List<Integer> replies = new ArrayList<>();
    try (JamesFixture mx =
        JamesFixture.of(ZONE, james -> james.persistent().spoolThreads(0)).start(root)) {
      for (int i = 0; i < EACH; i++) {
        for (String sender : List.of("me@good.example", "me@soft.example", "boss@bank.example")) {
          replies.add(mx.deliver("192.0.2.10", "plain.example", sender, subject()).code());
        }
      }
      mx.james().kill();
    }
    assertThat(replies).filteredOn(code -> code == 250).hasSize(2 * EACH);
    assertThat(replies).filteredOn(code -> code == 550).hasSize(EACH);

    try (JamesServer james = JamesServer.in(root).persistent().mailets(MAILETS).start()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> mails(james, "passed").size() + mails(james, "softfailed").size() == 2 * EACH);
      assertThat(mails(james, "passed")).hasSize(EACH);
      assertThat(mails(james, "softfailed")).hasSize(EACH);
      assertThat(mails(james, "others")).isEmpty();

      JsonNode attributes = attributes(james, "softfailed", mails(james, "softfailed").get(0));
      assertThat(attributes.toString())
          .contains("org.spfsuite.mailfrom.result", "softfail", "soft.example ~all")
          .contains("org.spfsuite.action", "accept");
    }
  }

  private static List<String> mails(JamesServer james, String repository) throws IOException {
    JsonNode keys = get(james, "/mailRepositories/var%2Fmail%2F" + repository + "/mails");
    List<String> all = new ArrayList<>();
    if (keys.isArray()) { // a repository comes into being with its first mail
      keys.forEach(key -> all.add(key.asText()));
    }
    return all;
  }

  private static JsonNode attributes(JamesServer james, String repository, String key)
      throws IOException {
    String mail = "/mailRepositories/var%2Fmail%2F" + repository + "/mails/" + key;
    return get(james, mail + "?additionalFields=attributes");
  }

  private static JsonNode get(JamesServer james, String path) throws IOException {
    return JSON.readTree(james.webAdmin("GET", path, "").body());
  }
}
