package org.spfsuite.scoring.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Problems say what is wrong in words for people. */
final class ProblemTextsTest {

  @TempDir private Path directory;

  @Test
  void missingFilesAreNamedOnce() {
    Path missing = directory.resolve("none.cf");

    PolicyReading reading = PolicyFiles.of(Profile.EMPTY, missing).read();

    assertThat(reading.isUsable()).isFalse();
    assertThat(reading.problems())
        .extracting(PolicyProblem::toString)
        .containsExactly(missing + ": error: cannot be read, there is no such file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "required_score x | required_score: expected a number such as 1.5 or -2, not x",
        "required_score | required_score: expected a number such as 1.5 or -2",
      })
  void wrongNumbersAreQuoted(String line, String text) {
    assertThat(PolicyFiles.read(Profile.EMPTY, line + "\n").problems())
        .extracting(PolicyProblem::text)
        .containsExactly(text);
  }
}
