package org.spfsuite.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.scoring.inquiry.ScoreRequest;
import org.spfsuite.scoring.message.Header;
import org.spfsuite.scoring.message.Header.Field;
import org.spfsuite.scoring.policy.PolicyFiles;
import org.spfsuite.scoring.policy.Profile;
import org.spfsuite.scoring.score.ScoreReport;

/** What a mail server needs of a scorer: its own fields reused, recipients treated differently. */
final class ScorerForServersTest {

  private static final Zone ZONE =
      Zone.builder()
          .txt("bank.example", "v=spf1 ip4:192.0.2.10 -all")
          .txt("mail.bank.example", "v=spf1 ip4:192.0.2.10 -all")
          .build();

  private static final ScoreRequest FORGED =
      ScoreRequest.of("203.0.113.66", "plain.example", "boss@bank.example");

  private static Scorer scorer(String lines) {
    return Scorer.builder()
        .resolver(ZONE)
        .policy(PolicyFiles.read(Profile.RECOMMENDED, lines).orThrow())
        .build();
  }

  @Test
  void recipientsWhoAreTreatedDifferentlyHaveReportsOfTheirOwn() {
    Scorer scorer = scorer("for_recipient bob@here.example\nscore SPF_FAIL 9\nend_for\n");

    assertThat(
            scorer.scoreEach(
                FORGED.to(List.of("ann@here.example", "bob@here.example", "cy@here.example"))))
        .extracting(report -> report.facts().recipients(), r -> r.hit("SPF_FAIL").get().points())
        .containsExactly(
            tuple(List.of("ann@here.example", "cy@here.example"), 2.5),
            tuple(List.of("bob@here.example"), 9.0));
    assertThat(scorer.hitCounts()).containsEntry("SPF_FAIL", 2L);
  }

  @Test
  void aMessageWithoutRecipientsHasOneReport() {
    assertThat(scorer("").scoreEach(FORGED)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"boss@bank.example, 6.0, true", "'', 4.5, false"})
  void aNullSenderIsNoSecondOwnerWhoObjects(String sender, double score, boolean both) {
    ScoreReport report =
        scorer("").score(ScoreRequest.of("203.0.113.66", "mail.bank.example", sender));

    assertThat(report.score()).isEqualTo(score);
    assertThat(report.hit("SPF_BOTH_FAIL").isPresent()).isEqualTo(both);
  }

  @Test
  void whatTheAskingHostWroteItselfIsReusedAndNothingElse() {
    Header header =
        Header.of(
            List.of(
                new Field(
                    "Authentication-Results",
                    "Here.example; spf=softfail smtp.mailfrom=boss@bank.example"),
                new Field(
                    "Received",
                    "from plain.example ([203.0.113.66]) by mx.here.example with ESMTP id 1;"
                        + " Sun, 22 Nov 2026 06:00:00 +0000")));

    ScoreRequest request = FORGED.with(header);
    assertThat(scorer("").facts(request).mailFrom().spfResult()).contains(SpfResult.FAIL);
    assertThat(scorer("").facts(request.begunBy(List.of("here.EXAMPLE"))).mailFrom().spfResult())
        .contains(SpfResult.SOFTFAIL);
  }
}
