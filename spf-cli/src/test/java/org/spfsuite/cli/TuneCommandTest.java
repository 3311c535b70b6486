package org.spfsuite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.cli.Shell.spf;
import static org.spfsuite.cli.Shell.spfWithInput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.cli.Shell.Run;
import org.spfsuite.scoring.policy.PolicyFiles;
import org.spfsuite.scoring.policy.Profile;
import org.spfsuite.scoring.rule.ScoreSet;
import org.spfsuite.scoring.tuning.HitLog;
import org.spfsuite.scoring.tuning.Label;
import org.spfsuite.scoring.tuning.LoggedMessage;
import org.spfsuite.scoring.tuning.TunableRule;

/** {@code spf tune} and {@code spf rescore}, which read the same logs. */
final class TuneCommandTest {

  private static final String ZONE =
      """
      good.example TXT "v=spf1 ip4:192.0.2.10 -all"
      """;

  @TempDir private Path directory;

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private static String line(int number, Label label, String rule, double points) {
    LoggedMessage message =
        new LoggedMessage(
            "m" + number, Optional.of(label), points, 5, Map.of(rule, points), Set.of(rule));
    return HitLog.line(message) + "\n";
  }

  /** Ham passes, half of the spam has an unreadable policy, the other half a wrong HELO name. */
  private String log() throws IOException {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      log.append(line(i, Label.HAM, "SPF_PASS", -0.001));
      log.append(line(i, Label.SPAM, "SPF_PERMERROR", 0.5));
      log.append(line(i, Label.SPAM, "SPF_HELO_FAIL", 2));
    }
    return Files.writeString(directory.resolve("log.jsonl"), log).toString();
  }

  @Test
  void printsReportAndPoints() throws IOException {
    Run run = spf("tune", log());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("Messages: 40 ham, 80 spam, 0 without a label; 3 distinct patterns.\n")
        .contains("\n\n# Points refitted 20", " to 40 ham and 80 spam messages.\n")
        .containsPattern("\nscore SPF_PERMERROR [45]\\.\\d{3} # ham 0, spam 40, was 0.500\n")
        .doesNotContain("USER_IN");
  }

  @Test
  void writesFilesThatOtherCommandsRead() throws IOException {
    String log = log();

    Run tune = spf("tune", log, "--output", path("new.cf"), "--svg", path("roc.svg"));
    Run rescore = spf("rescore", log, "--config", path("new.cf"));

    assertThat(tune.exitCode()).isZero();
    assertThat(tune.out()).startsWith("Messages: ").doesNotContain("\nscore ");
    assertThat(directory.resolve("roc.svg")).content().startsWith("<svg");
    assertThat(rescore.exitCode()).as(rescore.err()).isZero();
    assertThat(rescore.out())
        .startsWith("Under the other policy, with required_score 5.000:\n")
        .contains("\nham                 40             0             0\n");
  }

  @Test
  void sameSeedGivesSamePoints() throws IOException {
    String log = log();

    String once = spf("tune", log, "--seed=7", "--folds=4").out();

    assertThat(spf("tune", log, "--seed=7", "--folds=4").out().replaceAll("20\\S+Z", ""))
        .isEqualTo(once.replaceAll("20\\S+Z", ""))
        .contains("Cross-validation in 4 folds");
  }

  @Test
  void thresholdIsTheConfigurationsUnlessGiven() throws IOException {
    String log = log();
    String config = Files.writeString(directory.resolve("a.cf"), "required_score 3\n").toString();

    assertThat(spf("tune", log, "--config", config).out()).contains("at required_score 3.000\n");
    assertThat(
            spf("tune", log, "--config", config, "--required=4", "--false-positive-cost=2").out())
        .contains("at required_score 4.000\n", "costs as much as 2.000 spam messages let through");
  }

  /** A log tells which functions were true; which metas are is worked out. */
  @Test
  void metasOfNoPointsInTheLogAreTrueNevertheless() throws IOException {
    String config =
        Files.writeString(
                directory.resolve("a.cf"),
                """
                meta MINE SPF_HELO_FAIL && !SPF_PASS
                score MINE 0.1
                meta NICE !SPF_HELO_FAIL
                tflags NICE nice
                """)
            .toString();

    assertThat(spf("tune", log(), "--config", config).out())
        .containsPattern("\nscore MINE [1-5]\\.\\d{3} # ham 0, spam 40, was 0.100\n")
        .containsPattern("\nscore NICE -\\d\\.\\d{3} # ham 40, spam 40, was -1.000\n");
  }

  @Test
  void logsWithoutFactsHaveTheMetasThatTheyName() throws IOException {
    String log = log();
    String config =
        Files.writeString(directory.resolve("a.cf"), "meta NICE !SPF_HELO_FAIL\n").toString();
    Files.writeString(
        Path.of(log), Files.readString(Path.of(log)).replaceAll("\"facts\":.*]", "\"facts\":[]"));

    assertThat(spf("tune", log, "--config", config).out())
        .contains("#   NICE ham 0, spam 0\n")
        .containsPattern("\nscore SPF_PERMERROR .* spam 40,");
  }

  @ParameterizedTest
  @CsvSource({"tune", "rescore"})
  void linesWithProblemsAreToldAndLeftOut(String command) throws IOException {
    String log = log();
    Files.writeString(Path.of(log), "{}\n" + Files.readString(Path.of(log)) + "\u001b\n");

    Run run = spf(command, log);

    assertThat(run.exitCode()).isEqualTo(255);
    assertThat(run.out()).isNotEmpty();
    assertThat(run.err().lines())
        .containsExactly(
            log + ":1: error: id is missing",
            log + ":1: error: score is missing",
            log + ":1: error: required is missing",
            log + ":122: error: no JSON from column 2 on");
  }

  @Test
  void problemsAreCapped() throws IOException {
    String wrong = "x\n".repeat(150);

    Run run = spfWithInput(wrong, "rescore", "-");

    assertThat(run.err().lines()).hasSize(101);
    assertThat(run.err()).endsWith("-: 50 more problems are not shown\n");
  }

  @Test
  void severalLogsAreOne() throws IOException {
    String log = log();

    assertThat(spf("tune", log, log).out()).startsWith("Messages: 80 ham, 160 spam,");
    assertThat(spfWithInput(Files.readString(Path.of(log)), "tune", "-").out())
        .startsWith("Messages: 40 ham, 80 spam,");
  }

  /** Before the long work: nothing is printed. */
  @ParameterizedTest
  @CsvSource({"--output", "--svg"})
  void filesThatCannotBeWrittenAreNamed(String option) throws IOException {
    String log = log();
    Run none = spf("tune", log, option, path("none/new.cf"));
    Run folder = spf("tune", log, option, directory.toString());
    Run inFile = spf("tune", log, option, log + "/new.cf");

    assertThat(List.of(none, folder, inFile)).extracting(Run::exitCode).containsOnly(255);
    assertThat(List.of(none, folder, inFile)).extracting(Run::out).containsOnly("");
    assertThat(none.err())
        .isEqualTo(
            "spf tune: " + path("none/new.cf") + ": cannot be written, there is no such folder\n");
    assertThat(folder.err())
        .isEqualTo("spf tune: " + directory + ": cannot be written, it is a folder\n");
    assertThat(inFile.err()).startsWith("spf tune: " + log + "/new.cf: cannot be written, ");
  }

  @Test
  void filesKeepWhatTheyHaveIfNothingIsLearnt() throws IOException {
    Path old = Files.writeString(directory.resolve("old.cf"), "score A 1\n");
    Path log = Path.of(log());

    Run run = spfWithInput("", "tune", "-", "--output", old.toString(), "--svg", path("new.svg"));

    assertThat(run.exitCode()).isEqualTo(255);
    assertThat(run.err()).startsWith("spf tune: nothing to learn: 0 ham and 0 spam messages");
    assertThat(old).content().isEqualTo("score A 1\n");
    assertThat(directory).isDirectoryNotContaining(file -> !Set.of(old, log).contains(file));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void filesAreReplacedBehindLinksAndWithTheirPermissions() throws IOException {
    Path old = Files.writeString(directory.resolve("old.cf"), "score A 1\n");
    Set<PosixFilePermission> own = PosixFilePermissions.fromString("rw-------");
    Files.setPosixFilePermissions(old, own);
    Path link = Files.createSymbolicLink(directory.resolve("link.cf"), old);

    Run run = spf("tune", log(), "--output", link.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(old).content().startsWith("# Points refitted");
    assertThat(Files.getPosixFilePermissions(old)).isEqualTo(own);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatIsNoFileIsWrittenToInPlace() throws IOException {
    Run run = spf("tune", log(), "--output", "/dev/null");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).doesNotContain("\nscore ");
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "required_score 9999999 | rescore | the configuration: a required score of 9999999.0 is out of range",
        "score SPF_PASS -9999999 | rescore | the configuration: a total of -9999999.0 is out of range",
        "score SPF_PASS -9999999 | tune | the configuration: points of SPF_PASS out of range: -9999999.0 in -0.5 to 0.0",
        "required_score 9999999 | tune | the required score must be above 0 and at most 1000000",
        "required_score 0 | tune | the required score must be above 0 and at most 1000000",
      })
  void configurationsOutOfRangeAreNoInternalErrors(String line, String command, String error)
      throws IOException {
    String config = Files.writeString(directory.resolve("a.cf"), line + "\n").toString();

    Run run = spf(command, log(), "--config", config);

    assertThat(run.exitCode()).isEqualTo(255);
    assertThat(run.err()).startsWith("spf " + command + ": " + error + "\n");
  }

  @ParameterizedTest
  @CsvSource({"score", "tune", "rescore"})
  void standardInputIsReadOnce(String command) {
    Run run = spfWithInput("", command, "-", "-");

    assertThat(run.exitCode()).isEqualTo(255);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("spf " + command + ": - is there twice, ");
  }

  @Test
  void errorsOfTheConfigurationEndIt() throws IOException {
    String config = Files.writeString(directory.resolve("a.cf"), "if (version >= 3)\n").toString();

    for (String command : List.of("tune", "rescore")) {
      Run run = spf(command, log(), "--config", config);
      assertThat(run.exitCode()).isEqualTo(255);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).startsWith(config + ":1: error: ");
    }
  }

  @Test
  void rescoreNamesMessagesThatChangeSides() throws IOException {
    String config =
        Files.writeString(directory.resolve("a.cf"), "score SPF_PERMERROR 5\n").toString();

    assertThat(spf("rescore", log(), "--config", config, "--changed=2").out())
        .contains("\nspam                80            40             0\n")
        .endsWith(
            """

            Changed, the first 2 of 40:
              m0 (spam) becomes spam: 0.500 -> 5.000
              m1 (spam) becomes spam: 0.500 -> 5.000
            """);
  }

  @Test
  void mailInFoldersBecomesPoints() throws IOException {
    String zone = Files.writeString(directory.resolve("zone"), ZONE).toString();
    StringBuilder log = new StringBuilder();
    for (Label label : Label.values()) {
      String client = label == Label.HAM ? "192.0.2.10" : "203.0.113.9";
      String folder = mails(label, client, 12);
      log.append(spf("score", "--json", "--label", label.text(), "--zone", zone, folder).out());
    }

    Run run = spfWithInput(log.toString(), "tune", "-");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Messages: 12 ham, 12 spam, 0 without a label; 2 distinct patterns.\n")
        .containsPattern("\nscore SPF_PASS -0\\.\\d+ # ham 12, spam 0, was -0.001\n")
        .containsPattern("\nscore SPF_FAIL [345]\\.\\d+ # ham 0, spam 12, was 2.500\n");
  }

  private String mails(Label label, String client, int count) throws IOException {
    Path folder = Files.createDirectory(directory.resolve(label.text()));
    for (int i = 0; i < count; i++) {
      Files.writeString(
          folder.resolve(i + ".eml"),
          "Return-Path: <a@good.example>\nReceived: from h.example ([%s]) by b; x\n\n"
              .formatted(client));
    }
    return folder.toString();
  }

  /** What may change, and within which ranges. */
  @ParameterizedTest
  @CsvSource({
    "SPF_FAIL, 0, 5",
    "SPF_FORWARDED, -5, 0",
    "SPF_PASS, -0.5, 0",
    "SPF_HELO_PASS, -0.5, 0",
    "SPF_ALIGNED, -0.5, 0",
    "USER_IN_BLOCKLIST,,",
    "USER_IN_SPF_WELCOMELIST,,",
    "SPF_WELCOMELIST_NO_PASS,,",
    "__SPF_FAIL,,",
  })
  void rangesOfRules(String name, Double min, Double max) {
    List<TunableRule> rules =
        TunableRules.of(PolicyFiles.shipped(Profile.RECOMMENDED), ScoreSet.NETWORK, 5);

    List<TunableRule> named =
        new ArrayList<>(rules.stream().filter(rule -> rule.name().equals(name)).toList());

    if (min == null) {
      assertThat(named).isEmpty();
    } else {
      assertThat(named).singleElement().extracting(TunableRule::min).isEqualTo(min);
      assertThat(named).singleElement().extracting(TunableRule::max).isEqualTo(max);
    }
  }

  @Test
  void rulesWorthNothingStaySo() {
    assertThat(TunableRules.of(PolicyFiles.shipped(Profile.SPAMASSASSIN), ScoreSet.LOCAL, 5))
        .extracting(TunableRule::name)
        .doesNotContain("SPF_FAIL");
  }
}
