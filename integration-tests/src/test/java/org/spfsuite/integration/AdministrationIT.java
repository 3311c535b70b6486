package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.JamesFixture.subject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.core.dns.Zone;

/** What an administrator asks of a running James: web administration, metrics, health. */
final class AdministrationIT {

  private static final String STRANGER = "203.0.113.66";

  private static final Zone ZONE =
      Zone.builder()
          .ttl(3_600)
          .txt("bank.example", "v=spf1 include:esp.example -all")
          .txt("esp.example", "v=spf1 ip4:192.0.2.10 -all")
          .txt("flushed.example", "v=spf1 -all")
          .build();

  @RegisterExtension private static final JamesFixture mx = JamesFixture.of(ZONE);

  private final ObjectMapper json = new ObjectMapper();

  private JsonNode get(String path) throws IOException {
    HttpResponse<String> response = mx.james().webAdmin("GET", path, "");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json.readTree(response.body());
  }

  @Test
  void explainsADecision() throws Exception {
    JsonNode refused =
        get("/spf/decision?ip=203.0.113.66&helo=plain.example&sender=boss%40bank.example");
    assertThat(refused.path("action").asText()).isEqualTo("refuse");
    assertThat(refused.path("decidedBy").asText()).isEqualTo("mailfrom");
    assertThat(refused.path("reason").asText()).isEqualTo("bank.example -all");
    assertThat(refused.path("mailfrom").path("result").asText()).isEqualTo("fail");
    assertThat(refused.path("mailfrom").path("trace").toString()).contains("esp.example");
    assertThat(refused.path("helo").path("result").asText()).isEqualTo("none");

    JsonNode spared =
        get(
            "/spf/decision?ip=203.0.113.66&helo=x&sender=boss%40bank.example"
                + "&recipient=postmaster%40here.example");
    assertThat(spared.path("action").asText()).isEqualTo("accept");
    assertThat(spared.path("rule").asText()).isEqualTo("refuse");
    assertThat(spared.path("spared").asText()).isEqualTo("recipient postmaster@*");

    JsonNode accepted = get("/spf/decision?ip=192.0.2.10&helo=x&sender=boss%40bank.example");
    assertThat(accepted.path("action").asText()).isEqualTo("accept");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /spf/decision, ip must be",
    "GET, /spf/decision?ip=bank.example, ip must be",
    "GET, /spf/refusals?limit=x, limit must be a number",
    "DELETE, /spf/cache/a..b, not a domain name",
    "POST, /spf/configuration, action must be reload",
  })
  void wrongQuestionsAreToldSo(String method, String path, String message) throws Exception {
    HttpResponse<String> response = mx.james().webAdmin(method, path, "");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json.readTree(response.body()).path("message").asText()).startsWith(message);
  }

  @Test
  void tellsTheLastRefusals() throws Exception {
    mx.deliver(STRANGER, "first.example", "boss@bank.example", subject());
    mx.deliver(STRANGER, "second\u00fc.example", "ceo@bank.example", subject());

    JsonNode refusals = get("/spf/refusals?limit=2");
    assertThat(refusals).hasSize(2);
    assertThat(refusals.get(0).path("sender").asText()).isEqualTo("ceo@bank.example");
    assertThat(refusals.get(0).path("helo").asText()).isEqualTo("second?.example");
    JsonNode first = refusals.get(1);
    assertThat(first.path("action").asText()).isEqualTo("refuse");
    assertThat(first.path("monitored").asBoolean()).isFalse();
    assertThat(first.path("client").asText()).isEqualTo(STRANGER);
    assertThat(first.path("recipient").asText()).isEqualTo("alice@here.example");
    assertThat(first.path("result").asText()).isEqualTo("fail");
    assertThat(first.path("reason").asText()).isEqualTo("bank.example -all");
    assertThat(first.path("reply").asText()).startsWith("550 5.7.23 SPF MAIL FROM check of");
  }

  @Test
  void forgetsADomain() throws Exception {
    mx.deliver(STRANGER, "plain.example", "me@flushed.example", subject());
    int asked = mx.dns().received().size();
    mx.deliver(STRANGER, "plain.example", "me@flushed.example", subject());
    assertThat(mx.dns().received().size()).isEqualTo(asked);

    assertThat(mx.james().webAdmin("DELETE", "/spf/cache/flushed.example", "").statusCode())
        .isEqualTo(204);
    mx.deliver(STRANGER, "plain.example", "me@flushed.example", subject());
    assertThat(mx.dns().received().size()).isEqualTo(asked + 1);
  }

  @Test
  void readsTheConfigurationAgain(@TempDir Path other) throws Exception {
    try (JamesFixture mx = JamesFixture.of(ZONE).start(other)) {
      assertThat(mx.deliver(STRANGER, "x.example", "boss@bank.example", subject()).code())
          .isEqualTo(550);

      mx.rewrite("mode = monitor");
      assertThat(mx.deliver(STRANGER, "x.example", "boss@bank.example", subject()).code())
          .as("not before it is told to")
          .isEqualTo(550);
      assertThat(reload(mx).statusCode()).isEqualTo(204);
      assertThat(mx.deliver(STRANGER, "x.example", "boss@bank.example", subject()).code())
          .isEqualTo(250);

      mx.rewrite("mode = enforce", "dns.rounds = many", "nonsense = 1");
      HttpResponse<String> refused = reload(mx);
      assertThat(refused.statusCode()).isEqualTo(400);
      JsonNode problems = json.readTree(refused.body()).path("problems");
      assertThat(problems).hasSize(2);
      assertThat(problems.toString())
          .contains("conf/spf.properties line 3")
          .contains("unknown option nonsense");
      assertThat(mx.deliver(STRANGER, "x.example", "boss@bank.example", subject()).code())
          .as("a broken file keeps the old configuration")
          .isEqualTo(250);

      mx.rewrite("mode = enforce");
      assertThat(reload(mx).statusCode()).isEqualTo(204);
      assertThat(mx.deliver(STRANGER, "x.example", "boss@bank.example", subject()).code())
          .isEqualTo(550);
    }
  }

  private static HttpResponse<String> reload(JamesFixture mx) throws IOException {
    return mx.james().webAdmin("POST", "/spf/configuration?action=reload", "");
  }

  @Test
  void countsWhatItDoes() throws Exception {
    mx.deliver(STRANGER, "plain.example", "boss@bank.example", subject());
    mx.deliver("192.0.2.10", "plain.example", "boss@bank.example", subject());

    String metrics = mx.james().webAdmin("GET", "/metrics", "").body();
    assertThat(metrics)
        .contains("spf_verdict_mailfrom_fail_total")
        .contains("spf_verdict_mailfrom_pass_total")
        .contains("spf_verdict_helo_none_total")
        .contains("spf_decision_refuse_total")
        .contains("spf_decision_accept_total")
        .contains("spf_dns_count")
        .contains("spf_cache_answers_entries")
        .contains("spf_cache_policies_hitrate");
  }

  @Test
  void isHealthyAsLongAsDnsAnswers(@TempDir Path other) throws Exception {
    JsonNode healthy = get("/healthcheck/checks/SPF");
    assertThat(healthy.path("status").asText()).isEqualTo("healthy");

    JamesFixture mx = JamesFixture.of(ZONE, "dns.timeout = 300ms", "dns.rounds = 1").start(other);
    try (mx) {
      mx.dns().close();
      HttpResponse<String> response = mx.james().webAdmin("GET", "/healthcheck/checks/SPF", "");
      JsonNode degraded = json.readTree(response.body());
      assertThat(degraded.path("status").asText()).isEqualTo("degraded");
      assertThat(degraded.path("cause").asText()).startsWith("DNS does not answer: ");
    }
  }
}
