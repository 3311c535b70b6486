package org.spfsuite.scoring.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.scoring.fact.EnvelopeSender;
import org.spfsuite.scoring.fact.Facts;
import org.spfsuite.scoring.fact.SpfFinding;
import org.spfsuite.scoring.policy.PolicyProblem.Severity;
import org.spfsuite.scoring.relay.RelayPath;
import org.spfsuite.scoring.rule.Hit;
import org.spfsuite.scoring.rule.ScoreSet;
import org.spfsuite.scoring.score.CompiledPolicy;
import org.spfsuite.scoring.score.ScoreReport;

/**
 * Policies of any size and shape are read in bounded time and memory, or refused in plain words.
 * The time-outs are generous: what they are to catch takes hours, or all memory.
 */
@Timeout(120)
final class BoundsTest {

  private static final String PASS = "header P eval:check_for_spf_pass()\n";

  @TempDir private Path folder;

  private static PolicyReading read(String lines) {
    return PolicyFiles.read(Profile.EMPTY, lines);
  }

  private static PolicyReading read(Path file) {
    return PolicyFiles.of(Profile.EMPTY, file).read();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
  }

  private static void isRefused(PolicyReading reading, String why) {
    assertThat(reading.isUsable()).isFalse();
    assertThat(reading.problems())
        .filteredOn(problem -> problem.severity() == Severity.ERROR)
        .first()
        .satisfies(problem -> assertThat(problem.toString()).contains(why));
    assertThat(reading.problems()).hasSizeLessThanOrEqualTo(2_000);
  }

  private static ScoreReport passing(PolicyReading reading) {
    Facts facts =
        new Facts(
            new RelayPath(List.of(), List.of(), 0, 0, "none"),
            new EnvelopeSender(Optional.of("ann@bank.example"), "session"),
            List.of("user500@receiver.example"),
            new SpfFinding.Checked(SpfResult.PASS, SpfFinding.Source.DNS, "ip4", ""),
            new SpfFinding.Checked(SpfResult.NONE, SpfFinding.Source.DNS, "no record", ""),
            List.of("ann@bank.example"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    return CompiledPolicy.of(reading.orThrow(), ScoreSet.NETWORK).score(facts);
  }

  // --- metas ---

  @Test
  void metasInCirclesNeverHitAndAreTold() {
    PolicyReading reading =
        read(PASS + "meta A (B || P)\nmeta B (C || P)\nmeta C (A || P)\nmeta D D\nmeta E (!A)\n");
    assertThat(reading.problems())
        .extracting(PolicyProblem::text)
        .containsExactlyInAnyOrderElementsOf(
            List.of("A", "B", "C", "D", "E").stream()
                .map(name -> name + " depends on itself and never hits")
                .toList());
    assertThat(passing(reading).hits()).extracting(Hit::rule).containsExactly("P");
  }

  @Test
  void aRingOfAllRulesIsTold() {
    PolicyReading reading = read(lines(10_000, i -> "meta M%d M%d".formatted(i, (i + 1) % 10_000)));
    assertThat(reading.problems()).hasSize(1_000);
    assertThat(reading.omitted()).isEqualTo(9_000);
    assertThat(passing(reading).hits()).isEmpty();
  }

  @Test
  void aChainOfTenThousandMetasHits() {
    // Backwards, so that each depends on one that comes later.
    int metas = 9_999;
    String chain =
        lines(metas, i -> "meta M%d %s".formatted(i, i + 1 == metas ? "P" : "M" + (i + 1)));
    assertThat(passing(read(PASS + chain)).hits()).hasSize(10_000);
  }

  @Test
  void expressionsMayHaveAThousandOperatorsAndNotOneMore() {
    assertThat(passing(read(PASS + "meta M P" + " + P".repeat(1_000))).hit("M")).isPresent();
    assertThat(read("meta M P" + " + P".repeat(1_001)).problems())
        .extracting(PolicyProblem::text)
        .singleElement()
        .asString()
        .contains("at most 1000 operators");
  }

  @Test
  void deepExpressionsAreRefused() {
    for (String deep : List.of("(", "!", "-", "P ? ", "P ? P : ", "1 + (")) {
      assertThat(read(PASS + "meta M " + deep.repeat(1_500) + "P").problems())
          .as(deep)
          .extracting(PolicyProblem::text)
          .singleElement()
          .asString()
          .contains("at most 100");
    }
  }

  @Test
  void aHundredTimesRulesMatchingOverTenThousandRules() {
    String rules = lines(9_900, i -> "header R%d eval:check_for_spf_pass()".formatted(i));
    String metas = lines(100, i -> "meta M%d rules_matching(R*%d)".formatted(i, i));
    assertThat(passing(read(rules + metas)).hits()).hasSize(10_000);
    isRefused(read(PASS + "meta M " + "rules_matching(*) + ".repeat(101) + "0"), "at most 100");
  }

  @Test
  void metasThatMatchAllMetasAreCircles() {
    PolicyReading reading =
        read(
            lines(9_900, i -> "meta R%d 1".formatted(i))
                + lines(100, i -> "meta M%d rules_matching(*)".formatted(i)));
    assertThat(reading.problems()).hasSize(100);
    assertThat(passing(reading).hits()).hasSize(9_900);
  }

  // --- sizes ---

  @Test
  void aMillionRulesAreRefused() throws IOException {
    String rules = lines(1_000_000, i -> "header R%d eval:check_for_spf_pass()".formatted(i));
    PolicyReading reading = read(file("many.cf", rules));
    isRefused(reading, "many.cf:10001: error: header: at most 10,000 rules");
    assertThat(reading.problems().size() + reading.omitted()).isEqualTo(990_000);
  }

  @Test
  void tenThousandRulesMayBeDefinedAnew() {
    String rules = lines(10_000, i -> "header R%d eval:check_for_spf_pass()".formatted(i));
    assertThat(passing(read(rules + rules)).hits()).hasSize(10_000);
  }

  @Test
  void giantLinesAreRefused() throws IOException {
    isRefused(
        read(file("line.cf", "describe X " + "x".repeat(40 << 20))),
        "line.cf:1: error: longer than 65536");
  }

  @Test
  void giantFilesAreRefused() throws IOException {
    Path half = file("half.cf", ("# " + "x".repeat(1_021) + "\n").repeat(33 << 10));
    assertThat(read(half).isUsable()).isTrue();
    isRefused(PolicyFiles.of(Profile.EMPTY, half, half).read(), "more than 64 MiB in all files");
  }

  @Test
  void filesWithoutAnEndAreRefused() {
    Path endless = Path.of("/dev/zero");
    assumeThat(endless).exists();
    isRefused(read(endless), "more than 64 MiB in all files");
  }

  @Test
  void moreThanAMillionEntriesAreRefused() {
    String entries = "welcomelist_auth" + " a@b.example".repeat(1_000);
    assertThat(read(lines(1_000, i -> entries)).isUsable()).isTrue();
    isRefused(
        read(lines(1_000, i -> entries) + "blocklist_from x@y.example"),
        "at most 1,000,000 addresses");
  }

  @Test
  void otherThingsAreCounted() {
    isRefused(read(lines(101, i -> "add_header all X%d x".formatted(i))), "at most 100 fields");
    isRefused(
        read(lines(10_001, i -> "trusted_networks 10." + i / 250 + "." + i % 250 + ".0/24")),
        "at most 10,000 networks");
    isRefused(read(lines(1_001, i -> "spf_authserv_id mx" + i)), "at most 1,000 names");
    isRefused(read(lines(21, i -> "trusted_forwarder f" + i)), "at most 20 forwarders");
    isRefused(read(lines(100_001, i -> "score R%d 1".formatted(i))), "at most 100,000 lines");
  }

  @Test
  void networksWithinOthersAreComparedInTime() {
    assertThat(
            read(lines(5_000, i -> "trusted_networks 10." + i / 250 + "." + i % 250 + ".0/24")
                    + lines(5_000, i -> "internal_networks 10." + i / 250 + "." + i % 250 + ".1"))
                .problems())
        .isEmpty();
  }

  // --- nesting ---

  @Test
  void conditionsMayBeFiftyDeep() {
    String deep = "if 1\n".repeat(50) + PASS + "endif\n".repeat(50);
    assertThat(passing(read(deep)).hits()).hasSize(1);
    isRefused(
        read("if 1\n" + deep + "endif"),
        "lines:51: error: at most 50 conditions within each other");
    isRefused(read("if 1\n".repeat(1_000_000)), "at most 50 conditions");
  }

  @Test
  void langWithinLangDoesNotRecurse() {
    assertThat(read("lang e ".repeat(9_000) + PASS).isUsable()).isTrue();
  }

  @Test
  void filesThatIncludeThemselvesAreRefused() throws IOException {
    isRefused(
        read(file("a.cf", "include ./a.cf")), "a.cf:1: error: the file is included by itself");
    file("b.cf", "include ../" + folder.getFileName() + "/c.cf");
    isRefused(read(file("c.cf", "include b.cf")), "b.cf:1: error: the file is included by itself");
  }

  @Test
  void inclusionMayBeTwentyDeep() throws IOException {
    for (int i = 0; i <= 20; i++) {
      file(i + ".cf", "include " + (i + 1) + ".cf");
    }
    file("21.cf", PASS);
    assertThat(passing(read(folder.resolve("1.cf"))).hits()).hasSize(1);
    isRefused(read(folder.resolve("0.cf")), "20.cf:1: error: more than 20 files deep");
  }

  @Test
  void filesThatDoubleAreRefused() throws IOException {
    for (int i = 0; i < 18; i++) {
      file(i + ".cf", "include %d.cf\ninclude %d.cf\n".formatted(i + 1, i + 1));
    }
    file("18.cf", PASS);
    isRefused(read(folder.resolve("0.cf")), "more than 1000 files");
  }

  // --- some ---

  @Test
  void aThousandOverlays() {
    String overlays =
        lines(
            1_000,
            i ->
                "for_recipient user%d@*\nscore P %d\nrequired_score %d\nend_for"
                    .formatted(i, i, i));
    ScoreReport report = passing(read(PASS + overlays));
    assertThat(report.score()).isEqualTo(500);
    assertThat(report.required()).isEqualTo(500);
    isRefused(
        read(lines(10_001, i -> "for_sender user%d@*\nend_for".formatted(i))),
        "at most 10,000 times for_recipient and for_sender");
  }
}
