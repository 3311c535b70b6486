package org.spfsuite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.cli.Shell.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spfsuite.cli.Shell.Run;
import org.spfsuite.scoring.parity.ParityCase;
import org.spfsuite.scoring.parity.ParityCases;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The command gives messages the points that SpamAssassin 4.0.1 gave them. */
final class ScoreParityTest extends ParityCases {

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("cases")
  void commandSaysTheSame(ParityCase parity) {
    Run run = score(parity);

    assertThat(run.err().lines()).allMatch(line -> line.contains(": warning: "));
    Map<String, Object> json = new Yaml(new LoaderOptions()).load(run.out());
    assertThat(json).containsEntry("id", parity.message().toString());
    assertThat(numbers(member(json, "hits"))).isEqualTo(parity.points());
    assertThat(member(json, "judged"))
        .containsEntry("internal", parity.relays("internal"))
        .containsEntry("external", parity.relays("external"));
    assertThat(run.exitCode()).isEqualTo(Boolean.TRUE.equals(json.get("spam")) ? 1 : 0);
  }

  private Run score(ParityCase parity) {
    List<String> line =
        new ArrayList<>(
            List.of("score", "--json", "--mode=parity", "--profile=spamassassin", "--score-set"));
    line.add(String.valueOf(parity.set()));
    line.add("--resolver=127.0.0.1:" + dns().getPort());
    if (parity.hasNewNames()) {
      line.add("--config=" + newNames());
    }
    line.add("--config=" + parity.configuration());
    line.add(parity.message().toString());
    return spf(line.toArray(String[]::new));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> member(Map<String, Object> json, String name) {
    return (Map<String, Object>) Objects.requireNonNull(json.get(name), name);
  }

  private static Map<String, Double> numbers(Map<String, Object> points) {
    Map<String, Double> numbers = new TreeMap<>();
    points.forEach((rule, value) -> numbers.put(rule, ((Number) value).doubleValue()));
    return numbers;
  }
}
