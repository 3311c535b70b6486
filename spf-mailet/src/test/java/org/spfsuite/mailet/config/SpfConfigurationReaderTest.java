package org.spfsuite.mailet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.mailet.config.SpfConfigurationReader.Outcome;
import org.spfsuite.mailet.policy.Action;

final class SpfConfigurationReaderTest {

  private static final Path SAMPLE = Path.of("sample-configuration/spf.properties");

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

    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.configuration().dnsServers()).isEmpty();
    assertThat(outcome.configuration().dnsTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(outcome.configuration().dnsRounds()).isEqualTo(2);
    assertThat(outcome.configuration().checkTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(outcome.configuration().receiver()).isEmpty();
    assertThat(outcome.configuration().exemptNetworks()).isEmpty();
  }

  @Test
  void everyOptionIsRead() throws IOException {
    SpfConfiguration configuration =
        readValid(
            """
            dns.servers = 127.0.0.1:5353, 192.0.2.53, [2001:db8::53]:54, 2001:db8::35
            dns.timeout = 500ms
            dns.rounds = 3
            check.timeout = 10s
            receiver = mx.example.org
            exempt.networks = 192.0.2.0/24, 2001:db8::/32, 203.0.113.7
            decision.mailfrom.softfail = defer
            """);

    assertThat(configuration.dnsServers())
        .containsExactly(
            socket("127.0.0.1", 5353),
            socket("192.0.2.53", 53),
            socket("2001:db8::53", 54),
            socket("2001:db8::35", 53));
    assertThat(configuration.dnsTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(configuration.dnsRounds()).isEqualTo(3);
    assertThat(configuration.checkTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(configuration.receiver()).contains("mx.example.org");
    assertThat(configuration.policy().action(Identity.MAIL_FROM, SpfResult.SOFTFAIL))
        .isEqualTo(Action.DEFER);
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

    assertThat(configuration.exempts(IpAddress.parse(client).orElseThrow())).isEqualTo(exempt);
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
        "decision.helo.fail = bounce",
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

    assertThat(outcome.configuration().dnsTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(outcome.configuration().dnsRounds()).isEqualTo(3);
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

  @Test
  void sampleNamesEveryOptionWithItsDefault() throws IOException {
    List<String> lines = Files.readAllLines(SAMPLE);
    Stream<String> withDefaults =
        SpfOptions.DECISIONS.values().stream()
            .map(option -> "# " + option.key() + " = " + option.defaultValue().text());

    assertThat(SpfOptions.all())
        .allSatisfy(
            option ->
                assertThat(lines).anyMatch(line -> line.startsWith("# " + option.key() + " = ")));
    assertThat(lines).containsAll(withDefaults.toList());
    assertThat(lines).contains("# dns.timeout = 2s", "# dns.rounds = 2", "# check.timeout = 5s");
  }

  @Test
  void sampleWithEverythingUncommentedIsValid() throws IOException {
    String uncommented = Files.readString(SAMPLE).replaceAll("(?m)^# ([a-z.]+ = .*)$", "$1");

    SpfConfiguration configuration = readValid(uncommented);

    assertThat(configuration.exemptNetworks()).hasSize(2);
  }
}
