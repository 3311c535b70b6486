package org.spfsuite.mailet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.mailet.policy.ReplyText.Part;

final class RuleTest {

  private static String spelled(Rule rule) {
    String text = rule.reply().text().with(Map.of(Part.CLIENT, "192.0.2.1", Part.DOMAIN, "b.test"));
    return rule.action() + " " + rule.reply().code() + " " + rule.reply().status() + " " + text;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "refuse | REFUSE 550 5.7.23 SPF  check of b.test: , 192.0.2.1 may not send for it ()",
        "Refuse | REFUSE 550 5.7.23 SPF  check of b.test: , 192.0.2.1 may not send for it ()",
        "defer | DEFER 451 4.7.23 SPF  check of b.test: , 192.0.2.1 may not send for it ()",
        "defer 450 4.7.1 | DEFER 450 4.7.1 SPF  check of b.test: , 192.0.2.1 may not send for it ()",
        "refuse 554  5.7.1  Go away | REFUSE 554 5.7.1 Go away",
        "refuse 550 5.7.1 No {client}, not for {domain}! | REFUSE 550 5.7.1 No 192.0.2.1, not for b.test!",
        "refuse {domain}{client} | REFUSE 550 5.7.23 b.test192.0.2.1",
        "accept | ACCEPT 550 5.7.23 SPF  check of b.test: , 192.0.2.1 may not send for it ()",
        "tag | TAG 550 5.7.23 SPF  check of b.test: , 192.0.2.1 may not send for it ()",
      })
  void isReadFromText(String text, String expected) {
    assertThat(Rule.parse(text, SpfResult.FAIL).map(RuleTest::spelled)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bounce",
        "accept 250",
        "tag it",
        "refuse 450 4.7.1",
        "refuse 550",
        "refuse 550 4.7.1",
        "refuse 550 5.7",
        "refuse 550 5.7.1.1",
        "refuse 550 5.7.1234",
        "refuse 550 5.x.1",
        "refuse 55 5.7.1",
        "refuse 5500 5.7.1",
        "refuse 560 5.7.1",
        "refuse 550 Go away",
        "defer 550 5.7.1",
        "defer 451 5.7.1",
        "refuse {nobody}",
        "refuse {client",
        "refuse Gr\u00fc\u00dfe",
        "refuse a\rb",
      })
  void whatHasAnotherFormIsNoRule(String text) {
    assertThat(Rule.parse(text, SpfResult.FAIL)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void onlyFailRefusesUnlessConfigured(SpfResult result) {
    assertThat(Rule.standard(result).action())
        .isEqualTo(result == SpfResult.FAIL ? Action.REFUSE : Action.ACCEPT);
  }

  @Test
  void whatCannotBeKnownTodayIsForLater() {
    assertThat(spelled(Rule.parse("refuse 550 5.7.1 No", SpfResult.FAIL).orElseThrow().deferred()))
        .isEqualTo("DEFER 451 4.7.24 No");
  }
}
