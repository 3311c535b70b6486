package org.spfsuite.scoring.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.scoring.Scorer;
import org.spfsuite.scoring.inquiry.ScoreRequest;
import org.spfsuite.scoring.message.Header;
import org.spfsuite.scoring.rule.Hit;
import org.spfsuite.scoring.score.ScoreReport;
import org.spfsuite.scoring.tuning.HitLog;
import org.spfsuite.scoring.tuning.Label;
import org.spfsuite.scoring.tuning.LoggedMessage;

/** The log of tuning reads what is written of reports. */
final class ScoreJsonTest {

  private static final Zone ZONE =
      Zone.builder()
          .txt("pass.example", "v=spf1 ip4:192.0.2.1 -all")
          .txt("fail.example", "v=spf1 -all")
          .build();

  private final Scorer scorer = Scorer.builder().resolver(ZONE).build();

  private List<String> truths(ScoreReport report) {
    return scorer.policy().truths(report.facts());
  }

  private static LoggedMessage read(String line) throws IOException {
    List<LoggedMessage> messages = new ArrayList<>();
    assertThat(
            HitLog.read(new ByteArrayInputStream(line.getBytes(UTF_8)), messages::add).problems())
        .isEmpty();
    assertThat(messages).hasSize(1);
    return messages.get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, pass.example, me@pass.example, ham",
    "192.0.2.1, fail.example, me@fail.example, spam",
    "192.0.2.1, fail.example, '',",
    "2001:db8::1, '[192.0.2.1]', m\u00eb@none.example, spam",
  })
  void logReadsReports(String client, String helo, String mailFrom, String label)
      throws IOException {
    Optional<Label> labelled = Optional.ofNullable(label).flatMap(Label::of);
    ScoreReport report = scorer.score(ScoreRequest.of(client, helo, mailFrom));

    LoggedMessage read = read(ScoreJson.of("a \u00fc.eml", labelled, report, truths(report)));

    Map<String, Double> hits =
        report.hits().stream().collect(Collectors.toMap(Hit::rule, Hit::points));
    assertThat(read)
        .isEqualTo(
            new LoggedMessage(
                "a \u00fc.eml",
                labelled,
                report.score(),
                report.required(),
                hits,
                new LinkedHashSet<>(truths(report))));
    assertThat(scorer.policy().rules().score(read.facts())).isCloseTo(report.score(), within(1e-9));
  }

  @Test
  void labelIsThereOnlyIfSomebodySaidIt() {
    ScoreReport report = scorer.score(ScoreRequest.of("192.0.2.1", "h.example", ""));

    assertThat(ScoreJson.of("a", report, List.of()))
        .startsWith("{\"id\":\"a\",\"spam\":false,")
        .isEqualTo(ScoreJson.of("a", Optional.empty(), report, List.of()));
    assertThat(ScoreJson.of("a", Optional.of(Label.HAM), report, List.of()))
        .startsWith("{\"id\":\"a\",\"label\":\"ham\",\"spam\":false,");
  }

  @Test
  void recipientsAreTold() {
    ScoreRequest request = ScoreRequest.of("192.0.2.1", "h.example", "").to(List.of("a@b.example"));

    assertThat(ScoreJson.of("a", scorer.score(request), List.of()))
        .contains(",\"recipients\":[\"a@b.example\"],");
  }

  /** Messages whose senders would like to be left out of the log. */
  @ParameterizedTest
  @ValueSource(strings = {"Return-Path", "From", "Received"})
  void noMessageMakesALineThatTheLogCannotRead(String field) throws IOException {
    String many =
        IntStream.range(0, 100)
            .mapToObj(i -> "\u00e9".repeat(4_000) + i + "@x.example")
            .collect(Collectors.joining(", "));
    List<Header.Field> fields = new ArrayList<>();
    switch (field) {
      case "From" -> fields.add(new Header.Field(field, many));
      case "Return-Path" ->
          fields.add(new Header.Field(field, "<" + "\u0007".repeat(900_000) + "@x.example>"));
      default ->
          IntStream.range(0, Header.MAX_FIELDS)
              .mapToObj(
                  i -> "from h (h [2001:db8:1111:2222:3333:4444:5555:" + i % 999 + "]) by b; x")
              .map(body -> new Header.Field(field, body))
              .forEach(fields::add);
    }
    ScoreReport report = scorer.score(ScoreRequest.of(Header.of(fields)));

    String line = ScoreJson.of("a", report, truths(report));

    assertThat(line.length()).isLessThan(HitLog.MAX_LINE);
    assertThat(read(line).id()).isEqualTo("a");
  }
}
