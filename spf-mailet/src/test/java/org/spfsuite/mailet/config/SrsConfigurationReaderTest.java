package org.spfsuite.mailet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.mailet.config.SrsConfiguration.Retry;
import org.spfsuite.srs.SrsOptions;
import org.spfsuite.srs.limit.ReversalLimits;
import org.spfsuite.srs.policy.RewriteWhen;

final class SrsConfigurationReaderTest {

  private static final Path SAMPLE = Path.of("sample-configuration/srs.properties");

  @TempDir private Path folder;

  private SrsConfigurationReader.Outcome read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("srs.properties"), text);
    return SrsConfigurationReader.read(Optional.of(file), "conf/srs.properties");
  }

  private SrsConfiguration good(String... lines) throws IOException {
    SrsConfigurationReader.Outcome read =
        read("domain = srs.alumni.example\n" + String.join("\n", lines));
    assertThat(read.problems()).isEmpty();
    return read.configuration();
  }

  @Test
  void defaultsAreSafe() throws IOException {
    SrsConfiguration usual = good();
    assertThat(usual.address()).isEqualTo(SrsOptions.DEFAULTS);
    assertThat(usual.limits()).isEqualTo(ReversalLimits.DEFAULTS);
    assertThat(usual.unsafe()).containsExactly(SpfResult.FAIL);
    assertThat(usual.when()).isEqualTo(RewriteWhen.ALWAYS);
    assertThat(usual.redact()).isFalse();
    assertThat(usual.keys()).isEqualTo("srs.keys");
    assertThat(usual.srsDomains()).containsExactly("srs.alumni.example");
  }

  @Test
  void theSampleIsRightAndNamesEveryOption() throws IOException {
    String sample = Files.readString(SAMPLE);
    assertThat(read(sample).problems()).isEmpty();
    assertThat(read(sample).configuration()).isEqualTo(good());
    for (Option<?> option : SrsFileOptions.all()) {
      assertThat(sample).containsPattern("(?m)^(# )?" + option.key().replace(".", "\\.") + " = ");
    }
    for (String line : sample.lines().filter(l -> l.matches("# [a-z.-]+ = .*")).toList()) {
      if (!line.startsWith("# rewrite")) {
        good(line.substring(2));
      }
    }
  }

  @Test
  void everyDomainHasItsPlace() throws IOException {
    SrsConfiguration many =
        good(
            "domains = srs.club.example for club.example, srs.chess.example for chess.example",
            "domains.former = old.alumni.example");
    assertThat(many.srsDomains())
        .containsExactly(
            "srs.alumni.example", "srs.club.example", "srs.chess.example", "old.alumni.example");
    assertThat(many.srsDomain(Optional.of("ann@Club.example"))).isEqualTo("srs.club.example");
    assertThat(many.srsDomain(Optional.of("ann@other.example"))).isEqualTo("srs.alumni.example");
    assertThat(many.srsDomain(Optional.empty())).isEqualTo("srs.alumni.example");
    assertThat(many.aliases("srs.chess.example")).contains("chess.example");
    assertThat(many.aliases("srs.alumni.example")).isEmpty();
    assertThat(
            good("domains = srs.x.example for a.example, srs.x.example for b.example")
                .aliases("srs.x.example"))
        .as("nobody knows which")
        .isEmpty();
  }

  @Test
  void valuesAreRead() throws IOException {
    SrsConfiguration other =
        good(
            "hash.length = 8",
            "hash.minimum = 5",
            "days = 10",
            "separator = +",
            "leave.results =",
            "rewrite = whenSpfWouldFail",
            "outgoing.addresses = 192.0.2.25",
            "exclude = partner.example",
            "bounces.only = false",
            "limits.entries = 1000",
            "alias.remail = bob@a.example, c.example as o@a.example");
    assertThat(other.address().hashLength()).isEqualTo(8);
    assertThat(other.address().hashMinimum()).isEqualTo(5);
    assertThat(other.address().maxAge()).isEqualTo(10);
    assertThat(other.limits().entries()).isEqualTo(1_000);
    assertThat(other.unsafe()).isEqualTo(Set.of());
    assertThat(other.excluded().get(0).matches("x@partner.example")).isTrue();
    assertThat(other.limits().bouncesOnly()).isFalse();
    assertThat(other.owner("bob@a.example")).contains("bob@a.example");
    assertThat(other.owner("x@c.example")).contains("o@a.example");
    assertThat(other.owner("x@d.example")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "domain = localhost",
        "domains = club.example",
        "days = 901",
        "hash.length = 3",
        "separator = x",
        "leave.results = failed",
        "rewrite = sometimes",
        "outgoing.addresses = mx.example.org",
        "bounces.only = yes",
        "retry.end = soon",
        "alias.remail = bob@a.example for x@b.example",
        "limits.uses = 0",
        "limits.entries = 999",
        "nonsense = 1",
      })
  void wrongValuesAreNamedWithTheirLine(String line) throws IOException {
    String text = line.startsWith("domain =") ? line : "domain = srs.alumni.example\n" + line;
    List<ConfigurationProblem> problems = read(text).problems();

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).place())
        .isEqualTo("conf/srs.properties line " + (line.startsWith("domain =") ? 1 : 2));
    assertThat(problems.get(0).found()).contains(line.substring(0, line.indexOf(' ')));
  }

  @Test
  void whatDoesNotGoTogetherIsNamed() throws IOException {
    assertThat(read("rewrite = whenSpfPublished\nhash.minimum = 7").problems())
        .extracting(ConfigurationProblem::found)
        .containsExactly(
            "no SRS domain is given",
            "hash.minimum 7 is more than hash.length 6",
            "rewrite = whenSpfPublished without outgoing.addresses");
  }

  @ParameterizedTest
  @CsvSource({
    "1,   PT0S,        PT1M",
    "2,   PT0S,        PT2M",
    "3,   PT0S,        PT4M",
    "4,   PT0S,        PT8M",
    "5,   PT0S,        PT15M",
    "500, PT119H59M59S, PT15M",
    "500, PT120H,      ",
    "501, PT0S,        ",
  })
  void waitsLongerAndLongerUntilItGivesUp(int attempts, Duration waited, @Nullable Duration delay) {
    Retry retry = new Retry(Duration.ofMinutes(1), Duration.ofDays(5));
    assertThat(retry.next(attempts, waited)).isEqualTo(Optional.ofNullable(delay));
  }

  @Test
  void longWaitsStayAsTheyAreAndLongTimesAreEnoughForAllAttempts() {
    Retry hourly = new Retry(Duration.ofHours(1), Duration.ofDays(30));
    assertThat(hourly.next(9, Duration.ofDays(1))).contains(Duration.ofHours(1));
    assertThat(hourly.next(720, Duration.ofDays(29))).isPresent();

    Retry month = new Retry(Duration.ofSeconds(1), Duration.ofDays(30));
    assertThat(month.next(2_890, Duration.ofDays(29))).contains(Duration.ofMinutes(15));
    assertThat(month.next(2_901, Duration.ofDays(29))).isEmpty();
  }
}
