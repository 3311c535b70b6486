package org.spfsuite.mailet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.check.CheckLimits;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.mailet.config.SpfConfiguration.Phase;
import org.spfsuite.mailet.config.SpfConfigurationReader.Outcome;
import org.spfsuite.mailet.policy.Action;
import org.spfsuite.mailet.policy.AddressPattern;
import org.spfsuite.mailet.policy.DecisionTable;
import org.spfsuite.mailet.policy.Mode;
import org.spfsuite.mailet.policy.RecipientPolicy;
import org.spfsuite.mailet.policy.Rule;
import org.spfsuite.mailet.policy.ScoreThresholds;
import org.spfsuite.scoring.policy.PolicyFiles;
import org.spfsuite.scoring.policy.PolicyReading;
import org.spfsuite.scoring.policy.Profile;
import org.spfsuite.scoring.rule.ScoreSet;

final class SpfConfigurationReaderTest {

  private static final Path SAMPLE = Path.of("sample-configuration/spf.properties");
  private static final Path SCORES = Path.of("sample-configuration/spf-score.cf");
  private static final Path MANUAL = Path.of("../docs/james.md");

  @TempDir private Path directory;

  private Outcome read(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("spf.properties"), text);
    return SpfConfigurationReader.read(Optional.of(file), "conf/spf.properties");
  }

  private SpfConfiguration readValid(String text) throws IOException {
    Outcome outcome = read(text);
    assertThat(outcome.problems()).isEmpty();
    return outcome.configuration();
  }

  private static InetSocketAddress socket(String address, int port) {
    return new InetSocketAddress(IpAddress.parse(address).orElseThrow().toInetAddress(), port);
  }

  @Test
  void withoutAFileAllDefaultsApply() {
    Outcome outcome = SpfConfigurationReader.read(Optional.empty(), "conf/spf.properties");

    SpfConfiguration configuration = outcome.configuration();
    assertThat(outcome.problems()).isEmpty();
    assertThat(configuration.dns())
        .isEqualTo(
            new DnsConfiguration(List.of(), Duration.ofSeconds(2), 2, 64 << 20, Duration.ZERO));
    assertThat(configuration.limits())
        .isEqualTo(CheckLimits.RFC_7208.withTimeout(Duration.ofSeconds(5)));
    assertThat(configuration.receiver()).isEmpty();
    assertThat(configuration.authservId()).isEmpty();
    assertThat(configuration.decideAt()).isEqualTo(Phase.RCPT);
    assertThat(configuration.exemptNetworks()).isEmpty();
    assertThat(configuration.forwarders()).isEmpty();
    assertThat(configuration.secondaryMx()).isEmpty();
    assertThat(configuration.policy().mode()).isEqualTo(Mode.ENFORCE);
    assertThat(configuration.policy().recipientPolicies()).isEmpty();
    assertThat(configuration.policy().exemptSenders()).isEmpty();
    assertThat(configuration.policy().exemptRecipients())
        .extracting(AddressPattern::text)
        .containsExactly("postmaster@*", "abuse@*");
    assertThat(configuration.keptRefusals()).isEqualTo(100);
    assertThat(configuration.score())
        .isEqualTo(
            new ScoreConfiguration(
                Profile.RECOMMENDED,
                List.of("spf-score.cf"),
                ScoreSet.NETWORK,
                new ScoreThresholds(Optional.empty(), Optional.empty())));
  }

  @Test
  void everyOptionIsRead() throws IOException {
    SpfConfiguration configuration =
        readValid(
            """
            dns.servers = 127.0.0.1:5353, 192.0.2.53, [2001:db8::53]:54, 2001:db8::35
            dns.timeout = 500ms
            dns.rounds = 3
            cache.answers = 8M
            cache.policies = 4M
            cache.stale = 1d
            check.timeout = 10s
            limits.lookups = 20
            limits.void-lookups = 3
            limits.mx-hosts = 4
            limits.ptr-names = 5
            receiver = mx.example.org
            authserv-id = example.org
            mode = monitor
            decide.at = RCPT
            exempt.networks = 192.0.2.0/24, 2001:db8::/32, 203.0.113.7
            exempt.forwarders = alumni.example, lists.example
            exempt.secondary-mx = example.org
            exempt.senders = news@partner.example, *@*.partner.example
            exempt.recipients = postmaster@example.org
            treat = bank.example softfail as fail, *.old.example fail as neutral
            decision.mailfrom.softfail = defer 450 4.7.1 {client}, try again
            policy.soft.recipients = sales@example.org, example.net
            policy.soft.decision.mailfrom.fail = tag
            policy.hard.recipients = boss@*
            policy.hard.mode = enforce
            score.profile = SpamAssassin
            score.config = local.cf, /etc/spamassassin
            score.set = 3
            score.tag = 4.5
            score.refuse = 12
            refusals.kept = 7
            """);

    assertThat(configuration.dns())
        .isEqualTo(
            new DnsConfiguration(
                List.of(
                    socket("127.0.0.1", 5353),
                    socket("192.0.2.53", 53),
                    socket("2001:db8::53", 54),
                    socket("2001:db8::35", 53)),
                Duration.ofMillis(500),
                3,
                8 << 20,
                Duration.ofDays(1)));
    assertThat(configuration.policyBytes()).isEqualTo(4 << 20);
    assertThat(configuration.limits())
        .isEqualTo(new CheckLimits(20, 3, 4, 5, Duration.ofSeconds(10)));
    assertThat(configuration.receiver()).contains("mx.example.org");
    assertThat(configuration.authservId()).contains("example.org");
    assertThat(configuration.forwarders()).containsExactly("alumni.example", "lists.example");
    assertThat(configuration.secondaryMx()).containsExactly("example.org");
    assertThat(configuration.keptRefusals()).isEqualTo(7);
    assertThat(configuration.score())
        .isEqualTo(
            new ScoreConfiguration(
                Profile.SPAMASSASSIN,
                List.of("local.cf", "/etc/spamassassin"),
                ScoreSet.BAYES_AND_NETWORK,
                new ScoreThresholds(Optional.of(12.0), Optional.of(4.5))));
    assertThat(configuration.policy().exemptSenders()).hasSize(2);
    assertThat(configuration.policy().exemptRecipients()).hasSize(1);
    Rule softfail = configuration.policy().table().rule(Identity.MAIL_FROM, SpfResult.SOFTFAIL);
    assertThat(softfail.action()).isEqualTo(Action.DEFER);
    assertThat(softfail.reply().status()).isEqualTo("4.7.1");
  }

  @Test
  void policiesForRecipientsInheritWhatTheyDoNotChange() throws IOException {
    SpfConfiguration configuration =
        readValid(
            """
            mode = monitor
            decision.helo.fail = tag
            policy.soft.recipients = sales@example.org, example.net
            policy.soft.decision.mailfrom.fail = tag
            policy.hard.recipients = boss@*
            policy.hard.mode = enforce
            """);

    assertThat(configuration.policy().recipientPolicies())
        .extracting(RecipientPolicy::name, RecipientPolicy::mode)
        .containsExactly(tuple("soft", Mode.MONITOR), tuple("hard", Mode.ENFORCE));
    DecisionTable soft = configuration.policy().recipientPolicies().get(0).table();
    DecisionTable hard = configuration.policy().recipientPolicies().get(1).table();
    assertThat(soft.rule(Identity.MAIL_FROM, SpfResult.FAIL).action()).isEqualTo(Action.TAG);
    assertThat(hard.rule(Identity.MAIL_FROM, SpfResult.FAIL).action()).isEqualTo(Action.REFUSE);
    assertThat(soft.rule(Identity.HELO, SpfResult.FAIL).action()).isEqualTo(Action.TAG);
  }

  @Test
  void treatmentsChangeResults() throws IOException {
    SpfConfiguration configuration = readValid("treat = *.bank.example softfail as fail");
    Zone zone =
        Zone.builder()
            .txt("bank.example", "v=spf1 ~all")
            .txt("mail.bank.example", "v=spf1 ~all")
            .build();
    SpfChecker checker =
        SpfChecker.builder()
            .resolver(zone)
            .settings(CheckSettings.DEFAULTS.withOverrides(configuration.overrides()))
            .build();

    assertThat(checker.checkMailFrom(SpfRequest.of("192.0.2.1", "", "me@bank.example")).result())
        .isEqualTo(SpfResult.SOFTFAIL);
    assertThat(
            checker.checkMailFrom(SpfRequest.of("192.0.2.1", "", "me@mail.bank.example")).result())
        .isEqualTo(SpfResult.FAIL);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, true",
    "192.0.3.1, false",
    "::ffff:192.0.2.1, true",
    "2001:db8:1::1, true",
    "2001:db9::1, false",
  })
  void exemptsClientsByNetwork(String client, boolean exempt) throws IOException {
    SpfConfiguration configuration = readValid("exempt.networks = 192.0.2.0/24, 2001:db8::/32\n");

    assertThat(configuration.exemption(IpAddress.parse(client).orElseThrow()).isPresent())
        .isEqualTo(exempt);
  }

  @Test
  void valuesMayComeFromTheEnvironment() throws IOException {
    String path = System.getenv("PATH");
    Outcome outcome = read("receiver = ${env:PATH}\n");

    assertThat(outcome.configuration().receiver()).contains(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dns.servers =",
        "dns.servers = 127.0.0.1:0",
        "dns.servers = 127.0.0.1:65536",
        "dns.servers = 127.0.0.1:dns",
        "dns.servers = 127.0.0.1,",
        "dns.servers = [::1]x53",
        "dns.servers = ns.example.org",
        "dns.timeout = 0s",
        "dns.timeout = -1s",
        "dns.timeout = 6 min",
        "dns.timeout = 2 fortnights",
        "dns.rounds = 0",
        "dns.rounds = 11",
        "dns.rounds = many",
        "check.timeout =",
        "receiver = two words",
        "receiver = a\\u0000b",
        "exempt.networks = 192.0.2.0/33",
        "exempt.networks = 2001:db8::/129",
        "exempt.networks = example.org",
        "cache.answers = 64",
        "cache.answers = 2G",
        "cache.policies = lots",
        "cache.stale = 4d",
        "limits.lookups = -1",
        "limits.void-lookups = 1001",
        "authserv-id = a;b",
        "mode = test",
        "decide.at = data",
        "exempt.forwarders = example",
        "exempt.forwarders = a..b",
        "exempt.secondary-mx =",
        "exempt.senders = ann@",
        "exempt.senders = a b@example.org",
        "exempt.recipients = @example.org",
        "treat = bank.example softfail fail",
        "treat = bank.example maybe as fail",
        "treat = bank.*.example softfail as fail",
        "treat = bank.example softfail as worse",
        "refusals.kept = -1",
        "policy.recipients = a@example.org",
        "policy.x.receiver = a.example.org",
        "decision.helo.fail = bounce",
        "decision.helo.fail = refuse 451 4.7.1",
        "decision.helo.fail = refuse {somebody}",
        "decision.helo.timeout = accept",
        "unknown = 1",
        "include = other.properties",
      })
  void eachWrongLineIsOneProblemWithItsLine(String line) throws IOException {
    Outcome outcome = read("# a comment\n" + line + "\n");

    assertThat(outcome.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).isEqualTo("conf/spf.properties line 2");
              assertThat(problem.expected()).isNotBlank();
            });
  }

  @Test
  void defaultsStandInForWhatIsWrong() throws IOException {
    Outcome outcome = read("dns.timeout = soon\ndns.rounds = 3\n");

    assertThat(outcome.configuration().dns().timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(outcome.configuration().dns().rounds()).isEqualTo(3);
  }

  @Test
  void aPolicyIsForSomebody() throws IOException {
    assertThat(read("policy.lonely.mode = monitor\n").problems())
        .singleElement()
        .asString()
        .startsWith("conf/spf.properties: policy lonely is for nobody\n")
        .contains("expected: policy.lonely.recipients = ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exempt.recipients = ann@example.org",
        "policy.x.recipients = ann@example.org",
      })
  void recipientsHaveNoSayAtMail(String line) throws IOException {
    assertThat(read(line + "\n").problems()).isEmpty();
    assertThat(read("decide.at = mail\n" + line + "\n").problems())
        .singleElement()
        .asString()
        .startsWith("conf/spf.properties line 2: ")
        .contains("no recipient is known");
  }

  @Test
  void fileThatIsNotTextIsAProblem() throws IOException {
    Path file = Files.write(directory.resolve("spf.properties"), new byte[] {(byte) 0xC3, 0x28});

    Outcome outcome = SpfConfigurationReader.read(Optional.of(file), "conf/spf.properties");

    assertThat(outcome.problems())
        .singleElement()
        .asString()
        .startsWith("conf/spf.properties: cannot be read (MalformedInputException");
  }

  /** In words as the sample has them; empty where it gives an example. */
  private static String text(Object value) {
    if (value instanceof Rule rule) {
      return rule.action().text();
    }
    if (value instanceof Duration duration) {
      return duration.toSeconds() + "s";
    }
    if (value instanceof Long bytes) {
      return (bytes >> 20) + "M";
    }
    if (value instanceof List<?> list) {
      return list.stream().map(SpfConfigurationReaderTest::text).collect(Collectors.joining(", "));
    }
    if (value instanceof AddressPattern pattern) {
      return pattern.text();
    }
    return value instanceof Optional ? "" : value.toString().toLowerCase(Locale.ROOT);
  }

  @Test
  void sampleNamesEveryOptionWithItsDefault() throws IOException {
    List<String> lines = Files.readAllLines(SAMPLE);

    assertThat(SpfOptions.all())
        .allSatisfy(
            option -> {
              String value = text(option.defaultValue());
              String start = "# " + option.key() + " = ";
              assertThat(lines)
                  .anyMatch(
                      line ->
                          value.isEmpty() ? line.startsWith(start) : line.equals(start + value));
            });
  }

  @Test
  void sampleWithEverythingUncommentedIsValid() throws IOException {
    Pattern option = Pattern.compile("(?m)^# ([a-z-]+(\\.[a-z-]+)* = .*)$");
    String sample = Files.readString(SAMPLE);

    SpfConfiguration configuration = readValid(option.matcher(sample).replaceAll("$1"));

    assertThat(option.matcher(sample).results().count()).isEqualTo(SpfOptions.all().size() + 3);
    assertThat(configuration.exemptNetworks()).hasSize(2);
    assertThat(configuration.policy().recipientPolicies()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "score.profile = best",
        "score.config =",
        "score.config = a.cf,,b.cf",
        "score.set = 4",
        "score.tag = much",
        "score.refuse = NaN",
        "score.refuse = 1e9",
      })
  void scoresHaveForms(String line) throws IOException {
    assertThat(read(line).problems()).hasSize(1);
  }

  @Test
  void sampleOfScoresIsValidWithEverythingUncommented() throws IOException {
    Pattern line =
        Pattern.compile("(?m)^# ( ?(?:[a-z]+_[a-z_]+|score|meta|describe|end_for) ?.*)$");
    String sample = Files.readString(SCORES).replaceAll("(?m)^#   score", "# score");

    PolicyReading reading =
        PolicyFiles.read(Profile.RECOMMENDED, line.matcher(sample).replaceAll("$1"));

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.policy().overlays()).hasSize(1);
    assertThat(reading.policy().rules().rules()).containsKey("MY_UNPROVED");
    assertThat(reading.policy().origins().forwarders()).containsExactly("alumni.example");
  }

  /** Each block of properties but those for files of James. */
  @Test
  void examplesOfTheManualAreValid() throws IOException {
    Pattern block = Pattern.compile("(?ms)^ *```properties\n(.*?)^ *```$");
    List<String> examples =
        block
            .matcher(Files.readString(MANUAL))
            .results()
            .map(found -> found.group(1))
            .filter(example -> !example.contains("extensions.routes"))
            .filter(example -> !example.contains("additional.healthchecks"))
            .toList();

    assertThat(examples).hasSizeGreaterThan(5);
    for (String example : examples) {
      assertThat(read(example).problems()).as(example).isEmpty();
    }
  }
}
