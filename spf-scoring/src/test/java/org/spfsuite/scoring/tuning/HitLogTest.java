package org.spfsuite.scoring.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HitLogTest {

  private static final String GOOD = "{\"id\":\"a\",\"score\":1,\"required\":5}";

  private final List<LoggedMessage> messages = new ArrayList<>();

  private HitLogSummary read(String log) throws IOException {
    return read(log.getBytes(StandardCharsets.UTF_8));
  }

  private HitLogSummary read(byte[] log) throws IOException {
    return HitLog.read(new ByteArrayInputStream(log), messages::add);
  }

  @Test
  void readsMessages() throws IOException {
    HitLogSummary summary =
        read(
            """
            {"id":"m1","label":"ham","score":-0.001,"required":5.0,"hits":{"SPF_PASS":-0.001},"facts":["SPF_PASS","__X"]}

            {"facts":["B"],"later":{"deep":[1,{}]},"hits":{},"required":4,"score":5e0,"id":"\\u00fc","label":null}\r
            {"id":"3","score":7,"required":5,"label":"spam"}""");

    assertThat(summary).isEqualTo(new HitLogSummary(4, 3, List.of(), 0));
    assertThat(messages)
        .containsExactly(
            new LoggedMessage(
                "m1",
                Optional.of(Label.HAM),
                -0.001,
                5,
                Map.of("SPF_PASS", -0.001),
                Set.of("SPF_PASS", "__X")),
            new LoggedMessage("\u00fc", Optional.empty(), 5, 4, Map.of(), Set.of("B")),
            new LoggedMessage("3", Optional.of(Label.SPAM), 7, 5, Map.of(), Set.of()));
    assertThat(messages).extracting(LoggedMessage::wasSpam).containsExactly(false, true, true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"a\",\"score\":1,\"required\":5 | no JSON from column 33 on",
        "[1] | expected a JSON object",
        "5 | expected a JSON object",
        "{\"id\":\"a\",\"score\":1,\"required\":5} {} | something follows the object",
        "{} | id is missing; score is missing; required is missing",
        "{\"id\":\"\",\"score\":\"1\",\"required\":true} | id: expected a string that is not empty; score: expected a number from -1000000 to 1000000; required: expected a number from -1000000 to 1000000",
        "{\"id\":7,\"score\":1e999,\"required\":1000001} | id: expected a string that is not empty; score: expected a number from -1000000 to 1000000; required: expected a number from -1000000 to 1000000",
        "{\"id\":\"a\",\"score\":1,\"required\":5,\"label\":\"HAM\"} | label: expected \"ham\", \"spam\" or null",
        "{\"id\":\"a\",\"score\":1,\"required\":5,\"label\":[\"ham\"]} | label: expected \"ham\", \"spam\" or null",
        "{\"id\":\"a\",\"score\":1,\"required\":5,\"hits\":[\"A\"],\"facts\":{\"A\":1}} | hits: expected an object of rules and their points; facts: expected an array of rules",
        "{\"id\":\"a\",\"score\":1,\"required\":5,\"hits\":{\"A\":null,\"B\":{\"C\":1}}} | hits.A: expected a number from -1000000 to 1000000; hits.B: expected a number from -1000000 to 1000000",
        "{\"id\":\"a\",\"score\":1,\"required\":5,\"hits\":{\"A\\nB\":1}} | hits: expected a rule's name of letters, digits and _, found \"A?B\"",
        "{\"id\":\"a\",\"score\":1,\"required\":5,\"facts\":[\"9X\"]} | facts: expected a rule's name of letters, digits and _, found \"9X\"",
        "{\"id\":\"a\",\"score\":1,\"required\":5,\"facts\":[[\"A\"]]} | facts: expected a rule's name of letters, digits and _, found \"\"",
      })
  void tellsProblemsAndReadsOn(String line, String problems) throws IOException {
    HitLogSummary summary = read(GOOD + "\n" + line + "\n" + GOOD + "\n");

    assertThat(summary.messages()).isEqualTo(2);
    assertThat(summary.problems())
        .extracting(LogProblem::toString)
        .containsExactly(
            List.of(problems.split("; ")).stream().map(p -> "line 2: " + p).toArray(String[]::new));
  }

  @Test
  void textThatIsNoUtf8IsAProblem() throws IOException {
    byte[] line = "{\"id\":\"a?\"}".getBytes(StandardCharsets.US_ASCII);
    line[8] = (byte) 0xFF;
    assertThat(read(line).problems()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 70_000})
  void longestLineIsReadAndLongerOnesAreSkipped(int over) throws IOException {
    String good = GOOD + " ".repeat(HitLog.MAX_LINE - GOOD.length() + over);
    HitLogSummary summary = read(good + "\n" + GOOD);

    assertThat(summary.messages()).isEqualTo(over == 0 ? 2 : 1);
    assertThat(summary.problems())
        .extracting(LogProblem::toString)
        .isEqualTo(over == 0 ? List.of() : List.of("line 1: longer than 1048576 octets"));
  }

  @Test
  void problemsAreCappedAndCounted() throws IOException {
    HitLogSummary summary = read("x\n".repeat(150));

    assertThat(summary.problems()).hasSize(HitLog.MAX_PROBLEMS);
    assertThat(summary.furtherProblems()).isEqualTo(50);
    assertThat(summary.lines()).isEqualTo(150);
  }

  @Test
  void oneLineCannotFillMemoryWithProblems() throws IOException {
    HitLogSummary summary =
        read(GOOD.replace("}", ",\"facts\":[" + "\"\",".repeat(100_000) + "\"\"]}"));
    assertThat(summary.problems()).hasSizeBetween(1, 10);
  }

  /** Octets come in whatever portions. */
  @Test
  void readsFromSlowInputs() throws IOException {
    byte[] log = (GOOD + "\n\n" + GOOD).getBytes(StandardCharsets.UTF_8);
    InputStream drops =
        new InputStream() {
          private int at;

          @Override
          public int read() {
            return at < log.length ? log[at++] : -1;
          }

          @Override
          public int read(byte[] to, int offset, int length) {
            int octet = read();
            if (octet < 0) {
              return -1;
            }
            to[offset] = (byte) octet;
            return 1;
          }
        };
    assertThat(HitLog.read(drops, messages::add).messages()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void readsWhatItWrites(long seed) throws IOException {
    Random random = new Random(seed);
    List<LoggedMessage> written = new ArrayList<>();
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      written.add(message(random));
      HitLog.append(written.get(i), log);
    }

    assertThat(read(log.toString()).problems()).as("seed %d", seed).isEmpty();
    assertThat(messages).as("seed %d", seed).isEqualTo(written);
    assertThat(log.chars()).as("seed %d", seed).allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
  }

  private static LoggedMessage message(Random random) {
    Map<String, Double> hits = new LinkedHashMap<>();
    Set<String> facts = new LinkedHashSet<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      hits.put("R_" + random.nextInt(9), random.nextGaussian());
      facts.add("__f" + random.nextInt(9));
    }
    Label[] labels = Label.values();
    int label = random.nextInt(3);
    String id =
        random
            .ints(1 + random.nextInt(9), 1, 0xD800)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return new LoggedMessage(
        id,
        label < 2 ? Optional.of(labels[label]) : Optional.empty(),
        random.nextGaussian() * 10,
        5,
        hits,
        facts);
  }

  @Test
  void doesNotWriteLinesThatNobodyCouldRead() {
    LoggedMessage message =
        new LoggedMessage("x".repeat(HitLog.MAX_LINE), Optional.empty(), 0, 5, Map.of(), Set.of());
    StringBuilder log = new StringBuilder();
    assertThatThrownBy(() -> HitLog.append(message, log))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(log).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', 0, 5, A", "x, NaN, 5, A", "x, 0, Infinity, A", "x, 0, 5, A B", "x, 0, 5, ''"})
  void messagesCheckThemselves(String id, double score, double required, String rule) {
    assertThatThrownBy(
            () -> new LoggedMessage(id, Optional.empty(), score, required, Map.of(), Set.of(rule)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new LoggedMessage(
                    id, Optional.empty(), score, required, Map.of(rule, 1.0), Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
