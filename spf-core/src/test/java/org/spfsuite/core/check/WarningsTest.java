package org.spfsuite.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.core.verdict.Warning;

/** The oddities that a check tells. */
final class WarningsTest {

  @Test
  void eachIsToldOnceAndNoMoreThanTwenty() {
    Warnings warnings = new Warnings();
    for (int i = 0; i < 50; i++) {
      warnings.add(Warning.Code.MALFORMED_NAME, "a.example", "detail " + i / 2);
    }
    assertThat(warnings.all()).hasSize(20);
    assertThat(warnings.all().get(19).detail()).isEqualTo("detail 19");
  }

  @ParameterizedTest
  @CsvSource({
    "10,",
    "11, 1 of the names of 192.0.2.1 are ignored",
    "13, 3 of the names of 192.0.2.1 are ignored"
  })
  void namesOfAClientBeyondTheLimitAreToldOf(int names, String detail) {
    Zone.Builder zone = Zone.builder().txt("example.com", "v=spf1 ptr -all");
    IntStream.range(0, names).forEach(i -> zone.ptr(Checks.CLIENT, "n" + i + ".test"));
    Verdict verdict = Checks.check(zone.build(), "u@example.com");
    assertThat(verdict.warnings().stream().map(Warning::detail).toList())
        .isEqualTo(detail == null ? List.of() : List.of(detail));
  }
}
