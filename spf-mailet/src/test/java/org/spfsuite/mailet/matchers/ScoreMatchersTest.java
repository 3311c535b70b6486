package org.spfsuite.mailet.matchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spfsuite.mailet.testing.Fakes.mail;

import java.util.List;
import java.util.Map;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.MatcherConfig;
import org.apache.mailet.base.GenericMatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.mailet.config.SpfConfigurationException;
import org.spfsuite.mailet.message.ScoreMarks;
import org.spfsuite.mailet.policy.Action;
import org.spfsuite.mailet.testing.Fakes;
import org.spfsuite.scoring.Scorer;
import org.spfsuite.scoring.inquiry.ScoreRequest;

final class ScoreMatchersTest {

  private static <T extends GenericMatcher> T matcher(T matcher, String condition)
      throws Exception {
    matcher.init(Fakes.answering(MatcherConfig.class, Map.of("getCondition", none -> condition)));
    return matcher;
  }

  /** With 2.501 points, for SPF_FAIL and SPF_HELO_NONE. */
  private static Mail scored() throws Exception {
    Mail mail = mail("boss@bank.example", "", "ann@here.example", "bob@here.example");
    ScoreMarks.put(
        mail,
        Scorer.builder()
            .resolver(Zone.builder().txt("bank.example", "v=spf1 -all").build())
            .build()
            .score(ScoreRequest.of("203.0.113.66", "plain.example", "boss@bank.example")),
        Action.ACCEPT,
        List.of());
    return mail;
  }

  @ParameterizedTest
  @CsvSource({"2.501, 2", "' 2.5 ', 2", "-1, 2", "2.502, 0", "5, 0"})
  void messagesWithSoManyPointsMatchForAllRecipients(String condition, int matched)
      throws Exception {
    assertThat(matcher(new SpamScoreAtLeast(), condition).match(scored())).hasSize(matched);
  }

  @ParameterizedTest
  @CsvSource({
    "SPF_FAIL, 2",
    "'SPF_PASS, SPF_HELO_NONE', 2",
    "SPF_PASS, 0",
    "spf_fail, 0",
    "__SPF_FAIL, 0"
  })
  void messagesWithOneOfTheRulesMatch(String condition, int matched) throws Exception {
    assertThat(matcher(new ScoreRuleHit(), condition).match(scored())).hasSize(matched);
  }

  @Test
  void whatHasNoScoreMatchesNothing() throws Exception {
    Mail mail = mail("", "", "ann@here.example");

    assertThat(matcher(new SpamScoreAtLeast(), "-1000").match(mail))
        .isEqualTo(List.<MailAddress>of());
    assertThat(matcher(new ScoreRuleHit(), "SPF_FAIL").match(mail)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "much", "NaN", "Infinity", "5,0"})
  void whatIsNoNumberStopsTheStart(String condition) {
    assertThatThrownBy(() -> matcher(new SpamScoreAtLeast(), condition))
        .isInstanceOf(SpfConfigurationException.class)
        .hasMessageContaining("matcher SpamScoreAtLeast: SpamScoreAtLeast=" + condition)
        .hasMessageContaining("expected: a number of points, such as 5.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SPF_FAIL,", "SPF-FAIL", "1RULE", "SPF_FAIL;SPF_PASS"})
  void whatIsNoRuleStopsTheStart(String condition) {
    assertThatThrownBy(() -> matcher(new ScoreRuleHit(), condition))
        .isInstanceOf(SpfConfigurationException.class)
        .hasMessageContaining("matcher ScoreRuleHit: ScoreRuleHit=" + condition)
        .hasMessageContaining("expected: names of rules");
  }
}
