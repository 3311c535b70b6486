package org.spfsuite.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.scoring.testing.Scored.BANK;
import static org.spfsuite.scoring.testing.Scored.STRANGER;
import static org.spfsuite.scoring.testing.Scored.ZONE;
import static org.spfsuite.scoring.testing.Scored.message;
import static org.spfsuite.scoring.testing.Scored.points;
import static org.spfsuite.scoring.testing.Scored.scorer;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.scoring.inquiry.ScoreRequest;
import org.spfsuite.scoring.policy.PolicyFiles;
import org.spfsuite.scoring.policy.Profile;
import org.spfsuite.scoring.rule.Hit;
import org.spfsuite.scoring.score.ScoreReport;

final class ScorerTest {

  /** The recommended profile: what it says of usual messages. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // client | HELO | sender | author | rules
        "192.0.2.10   | mail.bank.example | ann@bank.example    | ann@bank.example    | SPF_ALIGNED SPF_HELO_PASS SPF_PASS",
        "192.0.2.10   | mail.bank.example | ann@bank.example    | ann@news.bank.example | SPF_ALIGNED SPF_HELO_PASS SPF_PASS",
        "192.0.2.10   | mail.bank.example | ann@bank.example    | bob@other.example   | SPF_HELO_PASS SPF_NOT_ALIGNED SPF_PASS",
        "192.0.2.10   | mail.bank.example | ''                  | x@bank.example      | SPF_ALIGNED SPF_HELO_PASS SPF_PASS",
        "203.0.113.66 | plain.example     | ann@bank.example    | ann@bank.example    | SPF_FAIL SPF_HELO_NONE",
        "203.0.113.66 | mail.bank.example | ann@bank.example    | ann@bank.example    | SPF_BOTH_FAIL SPF_FAIL SPF_HELO_FAIL",
        "203.0.113.66 | mail.bank.example | ''                  | x@bank.example      | SPF_FAIL SPF_HELO_FAIL",
        "203.0.113.66 | plain.example     | ann@soft.example    | ann@soft.example    | SPF_HELO_NONE SPF_SOFTFAIL",
        "203.0.113.66 | plain.example     | ann@broken.example  | ann@broken.example  | SPF_HELO_NONE SPF_PERMERROR",
        "203.0.113.66 | plain.example     | ann@plain.example   | ann@plain.example   | SPF_HELO_NONE SPF_NONE",
        "203.0.113.66 | plain.example     | ann@anybody.example | ann@anybody.example | SPF_ALIGNED SPF_HELO_NONE SPF_PASS SPF_PLUSALL",
        "203.0.113.66 | plain.example     | ann@wide.example    | ann@wide.example    | SPF_ALIGNED SPF_HELO_NONE SPF_PASS SPF_SPACE_HUGE",
        "192.0.2.10   | plain.example     | ann@large.example   | ann@large.example   | SPF_ALIGNED SPF_HELO_NONE SPF_PASS SPF_SPACE_LARGE",
        "203.0.113.66 | [203.0.113.66]    | ann@plain.example   | ann@plain.example   | SPF_NONE",
        "203.0.113.66 | localhost         | ''                  | ann@plain.example   | SPF_SKIPPED",
      })
  void recommendedProfile(String client, String helo, String sender, String author, String rules) {
    ScoreReport report = scorer("").score(message(client, helo, sender, "From: <" + author + ">"));

    assertThat(points(report).keySet()).containsExactly(rules.split(" "));
    assertThat(report.score())
        .isEqualTo(
            Math.rint(report.hits().stream().mapToDouble(Hit::points).sum() * 1_000) / 1_000);
  }

  @Test
  void aForgerWhomTwoOwnersDisownIsSpamAndTheReportSaysWhy() {
    ScoreReport report =
        scorer("").score(message(STRANGER, "mail.bank.example", "ann@bank.example"));

    assertThat(report.isSpam()).isTrue();
    Hit fail = report.hit("SPF_BOTH_FAIL").orElseThrow();
    assertThat(fail.points()).isEqualTo(1.5);
    assertThat(report.hit("SPF_HELO_FAIL").orElseThrow().evidence())
        .isEqualTo("mail.bank.example -all");
  }

  @Test
  void aTrustedForwarderCancelsTheFail() {
    Scorer scorer = scorer("trusted_forwarder alumni.example");

    for (String helo : List.of("mx.alumni.example", "whatever.example")) {
      ScoreReport forwarded = scorer.score(message("203.0.113.20", helo, "ann@bank.example"));
      assertThat(points(forwarded)).containsKey("SPF_FORWARDED").doesNotContainKey("SPF_FAIL");
    }
    assertThat(points(scorer.score(message(STRANGER, "mx.alumni.example", "ann@bank.example"))))
        .containsKey("SPF_FAIL");
  }

  @Test
  void forwardersNeedNotBeThoseOfThePolicy() {
    Scorer scorer = Scorer.builder().resolver(ZONE).forwarders(List.of("Alumni.Example")).build();

    assertThat(points(scorer.score(message("203.0.113.20", "x.example", "ann@bank.example"))))
        .containsKey("SPF_FORWARDED");
  }

  @Test
  void allForwardersTogetherTakeTheTimeOfOneCheck() {
    String forwarders = "silent0.example silent1.example silent2.example alumni.example";
    String lines = "trusted_forwarder " + forwarders + "\nspf_timeout 1s";
    Set<String> asked = ConcurrentHashMap.newKeySet();
    DnsResolver silent =
        question -> {
          String name = question.name().toString();
          asked.add(name);
          return name.startsWith("silent") ? new CompletableFuture<>() : ZONE.lookup(question);
        };
    Scorer scorer =
        Scorer.builder()
            .policy(PolicyFiles.read(Profile.RECOMMENDED, lines).orThrow())
            .resolver(silent)
            .build();

    assertThat(points(scorer.score(message("203.0.113.20", "x.example", "ann@bank.example"))))
        .containsKey("SPF_FAIL");
    assertThat(asked)
        .contains("silent0.example")
        .doesNotContain("silent1.example", "alumni.example");
  }

  @Test
  void rewrittenSendersAreRecognised() {
    for (String local :
        List.of("SRS0=xyz=2A=bank.example=ann", "srs1+abc=hop.example==x=2A=bank.example=ann")) {
      ScoreReport report =
          scorer("").score(message("203.0.113.20", "x.example", local + "@alumni.example"));
      assertThat(report.hit("SPF_SRS_SENDER").orElseThrow().evidence())
          .endsWith("for a sender of bank.example");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // client | sender | author | hits or not
        "192.0.2.10   | ann@bank.example    | ann@bank.example    | USER_IN_SPF_WELCOMELIST",
        "192.0.2.10   | ann@bank.example    | ann@mail.bank.example | USER_IN_SPF_WELCOMELIST",
        "192.0.2.10   | ann@bank.example    | bob@other.example   | ''",
        "192.0.2.10   | ann@bank.example    | ''                  | ''",
        "203.0.113.66 | ann@bank.example    | ann@bank.example    | SPF_WELCOMELIST_NO_PASS",
        "203.0.113.66 | x@anybody.example   | x@anybody.example   | ''",
        "192.0.2.10   | x@large.example     | x@large.example     | USER_IN_SPF_WELCOMELIST",
        "203.0.113.66 | x@plain.example     | x@plain.example     | ''",
      })
  void welcomeListsWantProof(String client, String sender, String author, String rule) {
    Scorer scorer = scorer("welcomelist_from_spf *@bank.example *@anybody.example *@large.example");

    String from = author.isEmpty() ? "X: y" : "From: " + author;
    Map<String, Double> points = points(scorer.score(message(client, "x.example", sender, from)));

    points.keySet().retainAll(List.of("USER_IN_SPF_WELCOMELIST", "SPF_WELCOMELIST_NO_PASS"));
    assertThat(String.join(" ", points.keySet())).isEqualTo(rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"From: bob@other.example", "From: <a@x.example> <b@y.example>", "From: Bob"})
  void anotherAuthorClosesTheWelcomeList(String second) {
    Scorer scorer = scorer("welcomelist_from_spf *@bank.example");
    ScoreRequest one = fromItself("ann@bank.example");
    ScoreRequest two =
        message(BANK, "x.example", "ann@bank.example", "From: ann@bank.example", second);

    assertThat(points(scorer.score(one))).containsKey("USER_IN_SPF_WELCOMELIST");
    assertThat(points(scorer.score(two))).doesNotContainKey("USER_IN_SPF_WELCOMELIST");
  }

  @Test
  void welcomeListsMayWantSmallPolicies() {
    Scorer scorer = scorer("welcomelist_from_spf *@*\nspf_welcomelist_max_addresses 1000");

    assertThat(points(scorer.score(fromItself("ann@bank.example"))))
        .containsKey("USER_IN_SPF_WELCOMELIST");
    assertThat(points(scorer.score(fromItself("ann@large.example"))))
        .doesNotContainKey("USER_IN_SPF_WELCOMELIST");
  }

  private static ScoreRequest fromItself(String sender) {
    return message(BANK, "x.example", sender, "From: " + sender);
  }

  /** A policy that hides two halves of the Internet behind thousands of small networks. */
  @Test
  void whatIsTooLargeToBeCountedIsTrustedByNobody() {
    Zone.Builder zone = Zone.builder();
    StringBuilder record = new StringBuilder("v=spf1");
    for (int i = 0; i < 5; i++) {
      StringBuilder included = new StringBuilder("v=spf1");
      for (int j = 0; j < 1_000; j++) {
        included
            .append(" ip4:10.")
            .append(i * 10 + j / 200)
            .append('.')
            .append(j % 200)
            .append(".1");
      }
      zone.txt("i" + i + ".example", included.toString());
      record.append(" include:i").append(i).append(".example");
    }
    zone.txt("many.example", record + " ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all");
    Scorer scorer =
        Scorer.builder()
            .policy(
                PolicyFiles.read(Profile.RECOMMENDED, "welcomelist_from_spf *@many.example")
                    .orThrow())
            .resolver(zone.build())
            .build();

    assertThat(points(scorer.score(fromItself("x@many.example"))))
        .containsKeys("SPF_PASS", "SPF_SPACE_HUGE")
        .doesNotContainKey("USER_IN_SPF_WELCOMELIST");
  }

  @Test
  void listsInDnsAreAsked() {
    Scorer scorer =
        scorer(
            """
            header CLIENT_LISTED eval:check_rbl('x-lastexternal', 'dnsbl.example.', '127.0.0.4')
            header CLIENT_LISTED_2 eval:check_rbl('x', 'dnsbl.example', '127.0.0.2')
            header CLIENT_MASK eval:check_rbl('x', 'dnsbl.example', '4')
            header SENDER_LISTED eval:check_rbl_envfrom('x', 'rhsbl.example.')
            header PASSED_LISTED eval:check_rhsbl_spf('x', 'rhsbl.example.')
            """);

    assertThat(points(scorer.score(message(STRANGER, "x", "ann@bank.example"))))
        .containsKeys("CLIENT_LISTED", "CLIENT_MASK", "SENDER_LISTED")
        .doesNotContainKeys("CLIENT_LISTED_2", "PASSED_LISTED");
    assertThat(points(scorer.score(message(BANK, "x", "ann@bank.example"))))
        .containsKeys("SENDER_LISTED", "PASSED_LISTED")
        .doesNotContainKey("CLIENT_LISTED");
    assertThat(points(scorer.score(message(BANK, "x", "ann@soft.example"))))
        .as("a zone that answers anything but 127/8 is none")
        .doesNotContainKeys("SENDER_LISTED", "PASSED_LISTED");
  }

  @Test
  void someSendersAndRecipientsAreTreatedOtherwise() {
    Scorer scorer =
        scorer(
            """
            for_sender *@soft.example
              score SPF_SOFTFAIL 4
            end_for
            for_recipient *@strict.example
              score SPF_SOFTFAIL (2)
              required_score 3
              blocklist_from bad@*
            end_for
            """);
    ScoreRequest softfail = message(STRANGER, "x.example", "bad@soft.example");

    assertThat(points(scorer.score(softfail.to(List.of("ann@here.example")))))
        .containsEntry("SPF_SOFTFAIL", 4.0)
        .doesNotContainKey("USER_IN_BLOCKLIST");
    ScoreReport strict = scorer.score(softfail.to(List.of("bob@strict.example")));
    assertThat(points(strict))
        .containsEntry("SPF_SOFTFAIL", 6.0)
        .containsEntry("USER_IN_BLOCKLIST", 100.0);
    assertThat(strict.required()).isEqualTo(3);
    assertThat(
            scorer
                .policy()
                .groups(
                    List.of("a@x.example", "b@strict.example", "c@x.example", "d@strict.example")))
        .containsExactly(
            List.of("a@x.example", "c@x.example"), List.of("b@strict.example", "d@strict.example"));
  }

  @Test
  void rulesAreCounted() {
    Scorer scorer = scorer("");
    scorer.score(message(STRANGER, "x.example", "ann@bank.example"));
    scorer.score(message(STRANGER, "x.example", "bob@bank.example"));

    assertThat(scorer.hitCounts()).containsEntry("SPF_FAIL", 2L).doesNotContainKey("SPF_PASS");
  }

  @ParameterizedTest
  @CsvSource({"RSPAMD, SPF_PLUSALL, 4.0", "SPAMASSASSIN, SPF_PASS, -0.001"})
  void otherProfiles(Profile profile, String rule, double points) {
    Scorer scorer = scorer(profile, "");

    assertThat(points(scorer.score(message(STRANGER, "x.example", "ann@anybody.example"))))
        .containsEntry(rule, points);
  }

  @Test
  void factsAreScoredWithoutAskingAnybody() {
    Scorer scorer = scorer("");
    ScoreRequest request = message(STRANGER, "x.example", "ann@bank.example");

    assertThat(scorer.score(scorer.facts(request))).isEqualTo(scorer.score(request));
    assertThat(
            scorer
                .policy()
                .rules()
                .score(Set.copyOf(scorer.policy().truths(scorer.facts(request)))))
        .isEqualTo(scorer.score(request).score());
  }
}
