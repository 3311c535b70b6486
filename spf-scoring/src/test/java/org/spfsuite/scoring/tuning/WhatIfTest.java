package org.spfsuite.scoring.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WhatIfTest {

  private static double failIsEnough(Set<String> facts) {
    return facts.contains("FAIL") ? 4 : facts.contains("NONE") ? 1 : 0;
  }

  private static LoggedMessage message(String id, String label, double score, String... facts) {
    return new LoggedMessage(id, Label.of(label), score, 5, Map.of("HIT", score), Set.of(facts));
  }

  private static WhatIf tried(int maxIds) {
    WhatIf whatIf = new WhatIf(WhatIfTest::failIsEnough, 4, maxIds);
    List.of(
            message("1", "ham", 1, "FAIL"),
            message("2", "ham", 6, "NONE"),
            message("3", "ham", 0, "PASS"),
            message("4", "spam", 1, "FAIL"),
            message("5", "spam", 2, "FAIL"),
            message("6", "spam", 7, "FAIL"),
            message("7\n", "", 5, "NONE"),
            message("8", "spam", 9))
        .forEach(whatIf);
    return whatIf;
  }

  @Test
  void countsWhatChanges() {
    WhatIfReport report = tried(10).report();

    assertThat(report.changes()).isEqualTo(5);
    assertThat(report.withoutFacts()).isEqualTo(1);
    assertThat(report.groups())
        .extracting(
            WhatIfReport.Group::label,
            WhatIfReport.Group::messages,
            WhatIfReport.Group::becameSpam,
            WhatIfReport.Group::becameHam)
        .containsExactly(
            tuple(Optional.of(Label.HAM), 3L, 1L, 1L),
            tuple(Optional.of(Label.SPAM), 3L, 2L, 0L),
            tuple(Optional.empty(), 1L, 0L, 1L));
    assertThat(report.groups().get(1).before())
        .contains(new ScoreSummary(3, 1, 1, 2, 7, 7, 10 / 3.0));
    assertThat(report.groups().get(1).after()).contains(new ScoreSummary(3, 4, 4, 4, 4, 4, 4));
    assertThat(report.changed())
        .extracting(WhatIfReport.Changed::id)
        .containsExactly("1", "2", "4", "5", "7\n");
  }

  @Test
  void tellsItInWords() {
    assertThat(tried(10).report().text())
        .isEqualTo(
            """
            Under the other policy, with required_score 4.000:
                          messages   become spam    become ham
            ham                  3             1             1
            spam                 3             2             0
            no label             1             0             1

            scores                   min      25 %    median      75 %       max      mean
            ham, before            0.000     0.000     1.000     6.000     6.000     2.333
            ham, after             0.000     0.000     1.000     4.000     4.000     1.667
            spam, before           1.000     1.000     2.000     7.000     7.000     3.333
            spam, after            4.000     4.000     4.000     4.000     4.000     4.000
            no label, before       5.000     5.000     5.000     5.000     5.000     5.000
            no label, after        1.000     1.000     1.000     1.000     1.000     1.000
            Not scored anew, as the log holds no facts of them: 1 messages.

            Changed, the first 5 of 5:
              1 (ham) becomes spam: 1.000 -> 4.000
              2 (ham) becomes ham: 6.000 -> 1.000
              4 (spam) becomes spam: 1.000 -> 4.000
              5 (spam) becomes spam: 2.000 -> 4.000
              7? (no label) becomes ham: 5.000 -> 1.000
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void keepsFewIds(int maxIds) {
    WhatIfReport report = tried(maxIds).report();
    assertThat(report.changed()).hasSize(maxIds);
    assertThat(report.changes()).isEqualTo(5);
  }

  @Test
  void nothingChangesUnderTheSamePolicy() {
    WhatIf whatIf = new WhatIf(facts -> 0, 5, 10);
    assertThat(whatIf.report().changes()).isZero();
    whatIf.accept(message("1", "ham", 0, "PASS"));
    assertThat(whatIf.report().changes()).isZero();
    assertThat(whatIf.report().text()).doesNotContain("Changed");
  }

  /** Reports round totals to thousandths, and so did whoever wrote the log. */
  @Test
  void nearlyTheThresholdIsTheThreshold() {
    WhatIf whatIf = new WhatIf(facts -> 2.4998 + 2.4998, 5, 10);
    whatIf.accept(message("1", "spam", 5, "FAIL"));
    assertThat(whatIf.report().changes()).isZero();
  }

  @Test
  void policiesMustCount() {
    WhatIf whatIf = new WhatIf(facts -> Double.NaN, 5, 10);
    LoggedMessage message = message("1", "ham", 0, "PASS");
    assertThatThrownBy(() -> whatIf.accept(message)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WhatIf(WhatIfTest::failIsEnough, Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WhatIf(WhatIfTest::failIsEnough, 5, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
