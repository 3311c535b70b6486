package org.spfsuite.scoring.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.scoring.expression.ParsedExpression.Malformed;
import org.spfsuite.scoring.expression.ParsedExpression.Valid;

final class ExpressionTest {

  private static final List<String> NAMES = List.of("ZERO", "ONE", "TWO", "THREE");
  private static final double[] VALUES = {0, 1, 2, 3};

  /** As Perl 5 works them out. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ONE ; 1",
        "(ONE) ; 1",
        "NO_SUCH_RULE ; 0",
        "!NO_SUCH_RULE ; 1",
        "!ONE ; 0",
        "!!TWO ; 1",
        "2*ONE + TWO >= 4 ; 1",
        "1 + 2 * 3 ; 7",
        "(1 + 2) * 3 ; 9",
        "7 - 2 - 1 ; 4",
        "8 / 2 / 2 ; 2",
        "1 / ZERO ; 0",
        "-THREE + 5 ; 2",
        "5 - -THREE ; 8",
        "+TWO ; 2",
        "1.5 * TWO ; 3",
        "TWO && THREE ; 3",
        "ZERO && THREE ; 0",
        "TWO || THREE ; 2",
        "ZERO || THREE ; 3",
        "ZERO || ZERO && ONE ; 0",
        "ONE || ZERO && ZERO ; 1",
        "ONE ^ ONE ; 0",
        "ONE ^ ZERO ; 1",
        "TWO ^ THREE ; 1",
        "ONE ^ ONE && ONE ; 0",
        "ONE == 1 ^ ZERO ; 1",
        "1 < 2 == 1 ; 1",
        "TWO != 3 ; 1",
        "TWO <= 2 ; 1",
        "TWO < 2 ; 0",
        "TWO > 1 ; 1",
        "!ONE == 0 ; 1",
        "ONE ? 5 : 6 ; 5",
        "ZERO ? 5 : 6 ; 6",
        "ZERO ? 5 : ZERO ? 6 : 7 ; 7",
        "ONE && ZERO ? 5 : 6 ; 6",
        "sum(A*) + 1 ; 43",
        " ONE&&TWO  ; 2",
      })
  void comesTo(String text, double value) {
    assertThat(value(text)).isEqualTo(value);
  }

  private static double value(String text) {
    Valid valid = (Valid) ExpressionParser.parse(text);
    return Formula.of(
            valid.expression(),
            NAMES::indexOf,
            call -> values -> call.argument().equals("A*") ? 42 : 0)
        .value(VALUES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 0 | a rule's name",
        "ONE TWO | 4 | an operator",
        "ONE && | 6 | a rule's name",
        "(ONE | 4 | )",
        "ONE) | 3 | an operator",
        "ONE & TWO | 4 | an operator",
        "ONE and TWO | 4 | an operator",
        "ONE ? TWO | 9 | :",
        ".5 | 0 | a rule's name",
        "sum(A | 5 | )",
        "\u00e4 | 0 | a rule's name",
      })
  void saysWhereItCannotBeRead(String text, int position, String expected) {
    assertThat(ExpressionParser.parse(text))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed -> {
              assertThat(malformed.position()).isEqualTo(position);
              assertThat(malformed.expected()).startsWith(expected);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "!", "-", "ONE ? ", "ONE && (", "((ONE) + "})
  void whatIsNestedTooDeepIsRefused(String piece) {
    assertThat(ExpressionParser.parse(piece.repeat(15_000 / piece.length())))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void longChainsAreWorkedOut() {
    assertThat(value("ONE" + " + ONE".repeat(1_000))).isEqualTo(1_001);
    assertThat(ExpressionParser.parse("ONE" + " + ONE".repeat(1_001)))
        .isInstanceOf(Malformed.class);
    assertThat(ExpressionParser.parse("ONE".repeat(6_000))).isInstanceOf(Malformed.class);
  }
}
