package org.spfsuite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.cli.Shell.spf;
import static org.spfsuite.cli.Shell.spfIn;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.cli.Shell.Run;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.testing.LoopbackDnsServer;

final class CheckCommandTest {

  private static final String ZONE =
      """
      $ORIGIN example.
      pass      TXT "v=spf1 +all"
      fail      TXT "v=spf1 -all exp=why.fail.example"
      why.fail  TXT "%{i} is not for %{d}, says %{r}"
      quiet     TXT "v=spf1 -all"
      softfail  TXT "v=spf1 ~all"
      neutral   TXT "v=spf1 ?all"
      permerror TXT "v=spf1 ip4:300.0.0.1"
      helo      TXT "v=spf1 ip4:192.0.2.3 -all"
      xn--bcher-kva TXT "v=spf1 -all"
      """;

  @TempDir private static Path directory;

  private static String zone = "";

  @BeforeAll
  static void writeZone() throws IOException {
    zone = Files.writeString(directory.resolve("zone"), ZONE).toString();
  }

  private static Run check(String... arguments) {
    List<String> all = new ArrayList<>(List.of("check", "--ip", "192.0.2.3", "--zone", zone));
    all.addAll(List.of(arguments));
    return spf(all.toArray(String[]::new));
  }

  private static String withoutTimes(String text) {
    return text.replaceAll("\\d+ ms\n", "N ms\n");
  }

  @ParameterizedTest
  @CsvSource({
    "pass,0",
    "fail,1",
    "softfail,2",
    "neutral,3",
    "permerror,4",
    "none,6",
  })
  void exitCodeTellsTheResult(String result, int exitCode) {
    Run run = check("--mail-from", "me@" + result + ".example");

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).startsWith("MAIL FROM " + result + ".example: " + result + "\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void temperrorIsFive() throws IOException {
    Zone broken = Zone.builder().failing("broken.example", FailureKind.SERVFAIL).build();
    try (LoopbackDnsServer server = LoopbackDnsServer.start(broken)) {
      Run run =
          spf(
              "check",
              "--ip=192.0.2.3",
              "--mail-from=me@broken.example",
              "--resolver=127.0.0.1:" + server.address().getPort());

      assertThat(run.exitCode()).isEqualTo(5);
      assertThat(run.out()).contains("MAIL FROM broken.example: temperror\n");
    }
  }

  @Test
  void tellsVerdictAndHeaderFieldOfEachIdentity() {
    Run run = check("--mail-from", "me@fail.example", "--helo", "helo.example");

    assertThat(withoutTimes(run.out()))
        .isEqualTo(
            """
            HELO helo.example: pass
              because: helo.example ip4:192.0.2.3
              cost: 0 of the limited look-ups, 0 void, 0 DNS queries, N ms

            MAIL FROM fail.example: fail
              because: fail.example -all
              fail.example explains: 192.0.2.3 is not for fail.example, says unknown
              cost: 0 of the limited look-ups, 0 void, 0 DNS queries, N ms

            Received-SPF: pass client-ip=192.0.2.3; helo=helo.example; identity=helo;
            \tmechanism="ip4:192.0.2.3"; receiver=unknown
            Received-SPF: fail (unknown: domain of me@fail.example does not designate
            \t192.0.2.3 as permitted sender) client-ip=192.0.2.3;
            \tenvelope-from="me@fail.example"; helo=helo.example; identity=mailfrom;
            \tmechanism=-all; receiver=unknown
            Authentication-Results: unknown; spf=pass smtp.helo=helo.example; spf=fail
            \treason=-all smtp.mailfrom=fail.example
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "pass.example, me@fail.example, 1",
    "fail.example, me@pass.example, 0",
    "fail.example, <me@pass.example>, 0",
    "fail.example, pass.example, 0",
    "softfail.example, '', 2",
    "softfail.example, <>, 2",
    "neutral.example,, 3",
    ", me@fail.example, 1",
    "'', me@fail.example, 1",
    "'', '', 6",
    "'',, 6",
  })
  void exitCodeIsTheSendersIfThereIsOne(String helo, String mailFrom, int exitCode) {
    List<String> options = new ArrayList<>();
    if (helo != null) {
      options.addAll(List.of("--helo", helo));
    }
    if (mailFrom != null) {
      options.addAll(List.of("--mail-from", mailFrom));
    }

    Run run = check(options.toArray(String[]::new));

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out().contains("identity=helo")).isEqualTo(helo != null);
    assertThat(run.out().contains("identity=mailfrom")).isEqualTo(mailFrom != null);
  }

  @Test
  void nullSenderIsCheckedByTheHeloName() {
    assertThat(check("--helo", "softfail.example", "--mail-from", "").out())
        .contains("HELO softfail.example: softfail\n")
        .contains("MAIL FROM softfail.example: softfail\n")
        .contains(" client-ip=192.0.2.3; envelope-from=\"\";");
  }

  @Test
  void explainAddsTheTree() {
    assertThat(check("--mail-from", "me@quiet.example", "--explain").out())
        .contains(
            """

            policy of quiet.example: fail
            ├─ DNS TXT quiet.example: v=spf1 -all
            └─ -all  match, matches everybody

            Received-SPF:\
            """);
  }

  @Test
  void treeIsAsciiWhereTheConsoleKnowsNoBetter() {
    Run run =
        spfIn(
            StandardCharsets.US_ASCII,
            "check",
            "--zone=" + zone,
            "--ip=192.0.2.3",
            "--helo=quiet.example",
            "--explain");

    assertThat(run.out()).contains("\n`- -all  match, matches everybody\n\n");
  }

  @Test
  void explainSaysNothingOfNoDomain() {
    assertThat(check("--helo", "[192.0.2.3]", "--explain").out())
        .startsWith("HELO [192.0.2.3]: none\n  because: there is no SPF policy for [192.0.2.3]\n")
        .doesNotContain("policy of")
        .endsWith("\nAuthentication-Results: unknown; spf=none smtp.helo=\"[192.0.2.3]\"\n");
  }

  @Test
  void receiverStandsInMacrosAndHeaderFields() {
    assertThat(check("--mail-from=me@fail.example", "--receiver=mx.here.example").out())
        .contains("says mx.here.example\n")
        .contains(" receiver=mx.here.example\n")
        .contains(" (mx.here.example: ");
  }

  @Test
  void defaultExplanationStandsInForTheOwners() {
    String option = "--default-explanation=See https://here.example/spf";

    assertThat(check("--mail-from=me@quiet.example", option).out())
        .contains("  explanation: See https://here.example/spf\n");
    assertThat(check("--mail-from=me@fail.example", option).out()).doesNotContain("See https");
  }

  @ParameterizedTest
  @CsvSource({
    "me@fail.example,, 0",
    "me@new.example, helo.example, 0",
    "'', quiet.example, 0",
    ", quiet.example, 0",
    "me@b\u00fccher.example,, 0",
    "me@_spf.example,, 0",
  })
  void recordStandsForTheSendersOwn(String mailFrom, String helo, int exitCode) {
    List<String> options = new ArrayList<>(List.of("--record", "v=spf1 ip4:192.0.2.3 -all"));
    if (helo != null) {
      options.addAll(List.of("--helo", helo));
    }
    if (mailFrom != null) {
      options.addAll(List.of("--mail-from", mailFrom));
    }

    assertThat(check(options.toArray(String[]::new)).exitCode()).isEqualTo(exitCode);
  }

  @Test
  void recordLeavesTheHeloNameAlone() {
    assertThat(
            check("--record=v=spf1 +all", "--helo=quiet.example", "--mail-from=a@new.example")
                .out())
        .contains("HELO quiet.example: fail\n")
        .contains("MAIL FROM new.example: pass\n");
  }

  @Test
  void recordMayIncludeOthers() {
    assertThat(check("--record=v=spf1 include:helo.example ~all", "--helo=new.example").exitCode())
        .isZero();
  }

  @Test
  void timeoutEndsTheCheck() throws IOException {
    Zone silent = Zone.builder().failing("silent.example", FailureKind.TIMEOUT).build();
    try (LoopbackDnsServer server = LoopbackDnsServer.start(silent)) {
      long start = System.nanoTime();
      Run run =
          spf(
              "check",
              "--ip=192.0.2.3",
              "--helo=silent.example",
              "--timeout=200ms",
              "--resolver=127.0.0.1:" + server.address().getPort());

      assertThat(run.exitCode()).isEqualTo(5);
      assertThat(System.nanoTime() - start).isLessThan(1_900_000_000L); // one try takes 2 s
    }
  }

  @Test
  void nextResolverIsAskedIfOneDoesNotAnswer() throws IOException {
    Zone served = Zone.builder().txt("served.example", "v=spf1 -all").build();
    try (LoopbackDnsServer server = LoopbackDnsServer.start(served);
        DatagramSocket mute = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Run run =
          spf(
              "check",
              "--ip=192.0.2.3",
              "--helo=served.example",
              "--resolver=localhost:" + mute.getLocalPort(),
              "--resolver=[::ffff:127.0.0.1]:" + server.address().getPort());

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).contains(" 2 DNS queries");
    }
  }

  @Test
  void wildcardsOfTheZoneAreWarnedOf() throws IOException {
    Path wild = Files.writeString(directory.resolve("wild"), "*.a.example TXT \"v=spf1 -all\"");

    Run run = spf("check", "--ip=192.0.2.3", "--helo=x.a.example", "--zone", wild.toString());

    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.err())
        .isEqualTo("spf: warning: --zone " + wild + ": wildcards are not expanded: *.a.example\n");
  }
}
