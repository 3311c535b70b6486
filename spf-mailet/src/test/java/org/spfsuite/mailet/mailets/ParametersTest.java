package org.spfsuite.mailet.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.mailet.MailetConfig;
import org.junit.jupiter.api.Test;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.testing.Fakes;

final class ParametersTest {

  private static List<ConfigurationProblem> problems(String... given) {
    MailetConfig config =
        Fakes.answering(
            MailetConfig.class,
            Map.of(
                "getInitParameterNames", none -> List.of(given).iterator(),
                "getMailetName", none -> "SrsForward"));
    List<ConfigurationProblem> problems = new ArrayList<>(Parameters.none(config));
    new Parameters(config, List.of("fromInside"), problems);
    return problems;
  }

  @Test
  void jamesHasParametersOfItsOwnForEveryMailet() {
    assertThat(problems("onMailetException", "onMatchException")).isEmpty();
  }

  @Test
  void whatNobodyReadsIsAProblem() {
    assertThat(problems("onmailetexception"))
        .extracting(ConfigurationProblem::toString)
        .allMatch(text -> text.contains("unknown parameter onmailetexception"))
        .hasSize(2);
  }
}
