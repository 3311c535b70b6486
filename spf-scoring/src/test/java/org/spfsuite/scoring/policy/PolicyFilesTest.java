package org.spfsuite.scoring.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.scoring.policy.PolicyProblem.Severity;
import org.spfsuite.scoring.rule.Points;
import org.spfsuite.scoring.rule.ScoreSet;

final class PolicyFilesTest {

  @TempDir private Path folder;

  private static PolicyReading read(String lines) {
    return PolicyFiles.read(Profile.EMPTY, lines);
  }

  private static Map<String, Double> points(String lines) {
    PolicyReading reading = read(lines);
    assertThat(reading.problems()).isEmpty();
    return new TreeMap<>(
        reading.policy().rules().points().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().in(ScoreSet.NETWORK))));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void shippedProfilesAreFlawless(Profile profile) {
    PolicyReading reading = PolicyFiles.of(profile).read();

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.policy().rules().rules().values())
        .allSatisfy(
            rule -> {
              if (!rule.isPartOfOthers()) {
                assertThat(rule.description()).as(rule.name()).isNotBlank();
                assertThat(
                        rule.name().startsWith("T_")
                            || reading.policy().rules().points().containsKey(rule.name()))
                    .as(rule.name())
                    .isTrue();
              }
            });
  }

  /** Line, and what is said of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense 1                             | warning: unknown directive nonsense",
        "body FOO /x/                           | note: body is not about SPF and does nothing here",
        "use_bayes 1                            | note: use_bayes is not about SPF",
        "header X Subject =~ /x/                | note: X looks for text in a header",
        "header X eval:check_for_spf_pas()      | warning: header: there is no function check_for_spf_pas",
        "header X eval:check_for_spf_pass(1)    | warning: header: takes no arguments",
        "header X eval:check_for_spf_pass       | warning: header: expected eval:function(arguments)",
        "header X eval:check_from_domain()      | note: check_from_domain is not about SPF; X never hits",
        "header X eval:check_spf_space(many)    | warning: header: a number of addresses",
        "header X eval:check_spf_skipped(x)     | warning: header: reasons are local-only",
        "header X eval:check_rbl('a', '..')     | warning: header: the second argument must be a DNS zone",
        "header 1X eval:check_for_spf_pass()    | warning: header: a rule's name has letters",
        "meta X (A &&                           | warning: meta: at character 6 of the expression expected a rule's name",
        "meta X A = B                           | warning: meta: at character 3 of the expression expected an operator",
        "score X                                | warning: score: expected one number or four",
        "score X 1 2                            | warning: score: expected one number or four",
        "score X .5                             | warning: score: expected a number such as 1.5",
        "score X +1                             | warning: score: expected a number",
        "score X 1e3                            | warning: score: expected a number",
        "score X 1 2 (3) 4                      | warning: score: either all numbers have parentheses or none",
        "required_score x                       | warning: required_score: expected a number",
        "trusted_networks 300.0.0.1             | warning: trusted_networks: expected networks such as 192.0.2.0/24, not 300.0.0.1",
        "trusted_networks                       | warning: trusted_networks: expected networks",
        "spf_timeout 5x                         | warning: spf_timeout: units are s, m, h, d and w",
        "spf_timeout 0                          | warning: spf_timeout: expected more than nothing",
        "spf_timeout 1d                         | warning: spf_timeout: expected more than nothing and at most 10m",
        "spf_mode lax                           | warning: spf_mode: expected strict or parity",
        "always_trust_envelope_sender maybe     | warning: always_trust_envelope_sender: expected 0 or 1",
        "welcomelist_from_spf                   | warning: welcomelist_from_spf: expected addresses",
        "add_header never Flag _YESNO_          | warning: add_header: expected spam, ham or all",
        "add_header spam Flag                   | warning: add_header: expected spam, ham or all, a name, and a text",
        "end_for                                | ''",
        "endif                                  | warning: endif without if",
        "else                                   | warning: else without if",
        "if (version                            | error: if without endif",
        "for_sender *@a.example                 | error: for_... without end_for",
        "include other.cf                       | error: include works in files only",
        "require_version 5.0                    | warning: require_version",
        "internal_networks !10.0.0.0/8          | ''",
        "score NO_SUCH_RULE 1 # comment         | ''",
        "lang xx nonsense                       | ''",
        "# comment                              | ''",
        "describe X a \\# b                     | ''",
      })
  void saysWhatIsWrongWithALine(String line, String problem) {
    List<String> problems = read(line).problems().stream().map(PolicyProblem::toString).toList();

    if (problem.isEmpty()) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).anySatisfy(text -> assertThat(text).startsWith("lines:1: " + problem));
    }
  }

  @Test
  void allProblemsAreToldAtOnceWithTheirLines() {
    PolicyReading reading = read("score X\n\nnonsense 1\nif 1\n");

    assertThat(reading.problems().stream().map(PolicyProblem::line)).containsExactly(1, 3, 4);
    assertThat(reading.isUsable()).isFalse();
    assertThatThrownBy(reading::orThrow)
        .hasMessageContaining("lines:1: warning: score:")
        .hasMessageContaining("lines:4: error: if without endif");
    assertThat(read("nonsense\n".repeat(5_000)).omitted()).isEqualTo(4_000);
  }

  @Test
  void hostileTextIsMadePrintable() {
    assertThat(read("non\u0007sense\u00e4 \u001b[31m").problems().get(0).text())
        .isEqualTo("unknown directive non?sense?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "score X 1 ; X=1.0",
        "score X 1 2 3 4 ; X=2.0",
        "score X 1 ~ score X (2) ; X=3.0",
        "score X (2) ; X=2.0",
        "score X 1 ~ score X -2.25 ; X=-2.25",
        "Score X 2.6 # raised ; X=2.6",
        "if (version >= 3.004000) ~ score X 1 ~ else ~ score X 2 ~ endif ; X=1.0",
        "if (version >= 5) ~ score X 1 ~ else ~ score X 2 ~ endif ; X=2.0",
        "if version < 5 ~ score X 1 ~ endif ; X=1.0",
        "if(version<5) ~ score X 1 ~ endif ; X=1.0",
        "ifplugin Mail::SpamAssassin::Plugin::SPF ~ score X 1 ~ endif ; X=1.0",
        "ifplugin No::Such::Plugin ~ score Y 8 ~ else ~ score X 1.7 ~ endif ; X=1.7",
        "ifplugin SpfSuite ~ score X 1 ~ endif ; X=1.0",
        "if plugin(Mail::SpamAssassin::Plugin::SPF) && !plugin(No::Such) ~ score X 1 ~ endif ; X=1.0",
        "if can(Mail::SpamAssassin::Conf::feature_welcomelist_blocklist) ~ score X 1 ~ endif ; X=1.0",
        "if !can(Mail::SpamAssassin::Conf::compat_welcomelist_blocklist) ~ score X 1 ~ endif ; X=1.0",
        "enable_compat welcomelist_blocklist ~ if can(Mail::SpamAssassin::Conf::compat_welcomelist_blocklist) ~ score X 1 ~ endif ; X=1.0",
        "if 0 ~ if 1 ~ score Y 1 ~ else ~ score Y 2 ~ endif ~ else ~ score X 1 ~ endif ; X=1.0",
        "if local_tests_only ~ score Y 1 ~ else ~ score X 1 ~ endif ; X=1.0",
        "if (perl_version >= 5.010) ~ score X 1 ~ endif ; X=1.0",
      })
  void readsScoresAndConditions(String lines, String expected) {
    assertThat(points(lines.replace(" ~ ", "\n"))).hasToString("{" + expected + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "de_AT"})
  void linesForOtherLanguagesDoNotCount(String language) {
    String own = Locale.getDefault().getLanguage();
    assertThat(points("lang " + language + "x score X 6\nlang " + own + " score Y 1"))
        .hasToString("{Y=1.0}");
  }

  @Test
  void foldersAreReadInOrderAndFilesMayIncludeOthers() throws IOException {
    Files.writeString(folder.resolve("b.cf"), "score X 2\ninclude more/c.inc\n");
    Files.writeString(folder.resolve("a.cf"), "score X 1\nscore A 1\n");
    Files.writeString(folder.resolve("z.pre"), "enable_compat welcomelist_blocklist\n");
    Files.writeString(folder.resolve("ignored.txt"), "nonsense\n");
    Files.createDirectory(folder.resolve("more"));
    Files.writeString(folder.resolve("more/c.inc"), "score C 3\nnonsense\n");

    PolicyReading reading = PolicyFiles.of(Profile.SPAMASSASSIN, folder).read();

    assertThat(reading.policy().rules().points())
        .containsEntry("X", Points.of(2))
        .containsEntry("C", Points.of(3))
        .containsEntry("USER_IN_SPF_WELCOMELIST", Points.of(-100));
    assertThat(reading.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.file()).endsWith("c.inc");
              assertThat(problem.line()).isEqualTo(2);
            });
  }

  @Test
  void whatIncludesItselfEndsSomewhere() throws IOException {
    Path file = folder.resolve("a.cf");
    Files.writeString(file, "include a.cf\nscore X 1\n");

    PolicyReading reading = PolicyFiles.of(Profile.EMPTY, file).read();

    assertThat(reading.isUsable()).isFalse();
    assertThat(reading.problems().get(0).text()).contains("the file is included by itself");
  }

  @Test
  void missingFilesAreErrors() {
    PolicyReading reading = PolicyFiles.of(Profile.EMPTY, folder.resolve("none.cf")).read();

    assertThat(reading.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.severity()).isEqualTo(Severity.ERROR);
              assertThat(problem.toString())
                  .contains("none.cf: error: cannot be read, there is no such file");
            });
  }

  @Test
  void metasThatDependOnThemselvesAreTold() {
    assertThat(read("meta A B\nmeta B A\nmeta C 1\n").problems().stream().map(PolicyProblem::text))
        .containsExactlyInAnyOrder(
            "A depends on itself and never hits", "B depends on itself and never hits");
  }

  @Test
  void internalNetworksLieWithinTrustedOnes() {
    PolicyReading reading =
        read("trusted_networks 192.0.2.0/24\ninternal_networks 192.0.2.5 10.0.0.1\n");

    assertThat(reading.problems())
        .singleElement()
        .hasToString(
            "lines:2: warning: internal_networks must lie within trusted_networks; left out:"
                + " 10.0.0.1/32");
  }
}
