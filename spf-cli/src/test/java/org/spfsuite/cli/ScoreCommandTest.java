package org.spfsuite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.cli.Shell.spf;
import static org.spfsuite.cli.Shell.spfWithInput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.cli.Shell.Run;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.testing.LoopbackDnsServer;

final class ScoreCommandTest {

  private static final String ZONE =
      """
      $ORIGIN example.
      bank     TXT "v=spf1 ip4:192.0.2.10 -all"
      mx.bank  TXT "v=spf1 ip4:192.0.2.10 -all"
      shop     TXT "v=spf1 ip4:192.0.2.20 ~all"
      """;

  private static final String GOOD = message("192.0.2.10", "mx.bank.example", "me@bank.example");
  private static final String FORGED = message("203.0.113.9", "mx.bank.example", "me@bank.example");

  @TempDir private Path directory;

  private String zone = "";

  private static String message(String client, String helo, String sender) {
    return """
    Return-Path: <%3$s>
    Received: from %2$s (unknown [%1$s])
    \tby mx.here.example (Postfix) with ESMTP id 1; Mon, 6 Jan 2025 10:00:00 +0000
    From: Me <%3$s>
    Subject: X

    Body
    """
        .formatted(client, helo, sender);
  }

  @BeforeEach
  void writeFiles() throws IOException {
    zone = write("zone", ZONE);
    write("good.eml", GOOD);
    write("forged.eml", FORGED);
  }

  private String write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private Run score(String... arguments) {
    List<String> all = new ArrayList<>(List.of("score", "--zone", zone));
    all.addAll(List.of(arguments));
    return spf(all.toArray(String[]::new));
  }

  @Test
  void foldersWithoutMessagesAreTold() throws IOException {
    Files.createDirectories(directory.resolve("mail/cur"));

    Run run = score(path("mail"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .isEqualTo("spf: warning: " + path("mail") + ": there is no message in this folder\n");
  }

  @Test
  void tellsPointsAndWhy() {
    Run run = score(path("forged.eml"));

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .isEqualTo(
            """
            spam, score 6.0 of 5.0
            judged    203.0.113.9 (HELO mx.bank.example): newest host that is not our own, from the Received field
            sender    <me@bank.example>, from the field Return-Path
            mailfrom  fail: bank.example -all
            helo      fail: mx.bank.example -all
            author    me@bank.example
                 2.5 SPF_FAIL                SPF: the client may not send for this sender [bank.example -all]
                 2.0 SPF_HELO_FAIL           SPF: the client may not use its HELO name [mx.bank.example -all]
                 1.5 SPF_BOTH_FAIL           SPF: neither the sender nor the HELO name allows the client [bank.example -all; mx.bank.example -all]
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "good.eml, 0",
    "good.eml good.eml, 0",
    "good.eml forged.eml, 1",
    "forged.eml good.eml, 1",
    "forged.eml none.eml, 255",
    "none.eml good.eml, 255",
  })
  void exitCodeTellsTheWorst(String names, int exitCode) {
    String[] files = List.of(names.split(" ")).stream().map(this::path).toArray(String[]::new);

    Run run = score(files);

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out().lines().filter(line -> line.contains(", score ")).count())
        .isEqualTo(List.of(names.split(" ")).stream().filter(n -> !n.startsWith("none")).count());
    assertThat(run.err())
        .isEqualTo(
            exitCode == 255
                ? "spf score: " + path("none.eml") + ": cannot be read, there is no such file\n"
                : "");
  }

  @Test
  void headingsSeparateMessages() {
    assertThat(score(path("good.eml"), path("forged.eml")).out())
        .startsWith("==> " + path("good.eml") + " <==\nham, score ")
        .contains("\n\n==> " + path("forged.eml") + " <==\nspam, score ");
  }

  @Test
  void foldersStandForTheirFiles() throws IOException {
    write("mail/b.eml", GOOD);
    write("mail/a.eml", GOOD);
    write("mail/.hidden", GOOD);
    write("mail/deeper/c.eml", GOOD);

    assertThat(score(path("mail")).out().lines().filter(line -> line.startsWith("==>")))
        .containsExactly(
            "==> " + path("mail/a.eml") + " <==", "==> " + path("mail/b.eml") + " <==");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50})
  void reportsComeInTheOrderOfMessages(int jobs) throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 100; i < 250; i++) {
      names.add(write("mail/" + i, i % 7 == 0 ? FORGED : GOOD));
    }

    Run run = score("--json", "--jobs=" + jobs, path("mail"));

    assertThat(run.out().lines().map(line -> line.replaceAll("^.\"id\":\"|\",\"spam.*", "")))
        .containsExactlyElementsOf(names);
    assertThat(run.out().lines().filter(line -> line.contains("\"spam\":true"))).hasSize(21);
  }

  @Test
  void messagesWaitForDnsTogether() throws IOException {
    Zone.Builder zones = Zone.builder();
    for (int i = 0; i < 40; i++) {
      zones.txt("d" + i + ".example", "v=spf1 -all");
      write("slow/" + i, message("192.0.2.1", "[192.0.2.1]", "a@d" + i + ".example"));
    }
    try (LoopbackDnsServer server = LoopbackDnsServer.start(zones.build())) {
      server.delayAnswers(Duration.ofMillis(200));
      long start = System.nanoTime();
      Run run =
          spf(
              "score",
              "--jobs=40",
              "--resolver=127.0.0.1:" + server.address().getPort(),
              path("slow"));

      assertThat(run.out().lines().filter(line -> line.startsWith("mailfrom  fail"))).hasSize(40);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
    }
  }

  @Test
  void standardInputIsAMessageToo() {
    Run run = spfWithInput(FORGED, "score", "--zone", zone, "-");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).startsWith("spam, score 6.0 of 5.0\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--ip 192.0.2.20 --mail-from a@shop.example | judged    192.0.2.20: ",
        "--ip 192.0.2.20 --mail-from a@shop.example | mailfrom  pass: shop.example ip4:192.0.2.20",
        "--ip 192.0.2.20 --helo mx.bank.example | helo      fail: mx.bank.example -all",
        "--ip 192.0.2.20 --helo mx.bank.example | sender    <me@bank.example>, from the field",
        "--mail-from a@shop.example | mailfrom  softfail: shop.example ~all",
        "--mail-from <a@shop.example> | sender    <a@shop.example>, from the",
        "--mail-from <> | sender    <>, from the",
        "--recipient a@here.example | for       a@here.example",
      })
  void sessionOverridesTheHeader(String options, String line) {
    List<String> all = new ArrayList<>(List.of(options.split(" ")));
    all.add(path("forged.eml"));

    assertThat(score(all.toArray(String[]::new)).out()).contains("\n" + line);
  }

  @ParameterizedTest
  @CsvSource({
    "recommended, 2.5",
    "spamassassin, 0.919",
    "empty,",
  })
  void profileGivesPoints(String profile, String points) {
    String out = score("--profile", profile, path("forged.eml")).out();

    assertThat(out.contains("SPF_FAIL")).isEqualTo(points != null);
    assertThat(out).contains(points == null ? "ham, score 0.0 of 5.0\n" : points + " SPF_FAIL");
  }

  @Test
  void scoreSetChoosesPoints() {
    String message = path("forged.eml");

    assertThat(score("--profile=spamassassin", "--score-set=3", message).out())
        .contains(" 0.001 SPF_FAIL ");
    assertThat(score("--profile=spamassassin", "--score-set=0", message).out())
        .doesNotContain("SPF_FAIL");
  }

  @Test
  void laterConfigurationWins() throws IOException {
    String first = write("a.cf", "score SPF_FAIL 1\nrequired_score 3\n");
    String second = write("b.cf", "score SPF_FAIL 0.5\n");
    write("folder/local.cf", "score SPF_FAIL 0.25\n");

    assertThat(score("--config", first, "--config", second, path("forged.eml")).out())
        .startsWith("spam, score 4.0 of 3.0\n")
        .contains(" 0.5 SPF_FAIL ");
    assertThat(score("--config", path("folder"), path("forged.eml")).out())
        .contains("0.25 SPF_FAIL ");
  }

  @Test
  void allErrorsOfTheConfigurationAreTold() throws IOException {
    String wrong = write("wrong.cf", "score SPF_FAIL x\nif (version >= 3)\n");

    Run run = score("--config", wrong, "--config", path("none.cf"), path("good.eml"));

    assertThat(run.exitCode()).isEqualTo(255);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .containsExactlyInAnyOrder(
            wrong + ":1: warning: score: expected a number such as 1.5 or -2, not x",
            wrong + ":2: error: if without endif",
            path("none.cf") + ": error: cannot be read, there is no such file",
            "spf score: the configuration has errors, nothing was done")
        .last()
        .isEqualTo("spf score: the configuration has errors, nothing was done");
  }

  @Test
  void notesAreForThoseWhoAsk() throws IOException {
    String foreign = write("foreign.cf", "bayes_path /x\n");

    Run quiet = score("--config", foreign, path("good.eml"));
    Run verbose = score("--config", foreign, "--verbose", path("good.eml"));

    assertThat(quiet.err()).isEmpty();
    assertThat(verbose.err()).startsWith(foreign + ":1: note: ").hasLineCount(1);
    assertThat(quiet.exitCode()).isEqualTo(verbose.exitCode()).isZero();
  }

  @Test
  void headersAreThoseOfTheConfiguration() {
    String out = score("--headers", "--receiver=mx.here.example", path("forged.eml")).out();

    assertThat(out)
        .startsWith("X-Spam-Checker-Version: ")
        .contains(
            " on mx.here.example\n", "\nX-Spam-Flag: YES\n", "\nX-Spam-Status: Yes, score=6.0")
        .doesNotContain("\r");
  }

  @Test
  void jsonIsALineForEachMessage() throws IOException {
    Run run = score("--json", "--label=spam", path("good.eml"), path("forged.eml"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.out())
        .startsWith("{\"id\":\"" + path("good.eml") + "\",\"label\":\"spam\",\"spam\":false,")
        .contains("\n{\"id\":\"" + path("forged.eml") + "\",\"label\":\"spam\",\"spam\":true,");
    assertThat(JsonOutputTest.members(run.out().lines().findFirst().orElseThrow()))
        .containsEntry(
            "sender", "{\"address\":\"me@bank.example\",\"source\":\"field Return-Path\"}")
        .containsKeys(
            "score", "required", "hits", "reasons", "facts", "judged", "mailfrom", "helo");
  }

  @Test
  void recipientsWhoAreTreatedAlikeShareAReport() throws IOException {
    String own = write("own.cf", "for_recipient *@strict.example\nrequired_score 0.5\nend_for\n");

    String out =
        score(
                "--config=" + own,
                "--recipient=a@here.example",
                "--recipient=b@strict.example",
                "--recipient=c@here.example",
                path("good.eml"))
            .out();

    assertThat(out).contains("of 5.0\nfor       a@here.example, c@here.example\n");
    assertThat(out).contains("\n\nham, score -0.102 of 0.5\nfor       b@strict.example\n");
  }

  @Test
  void resolverIsAsked() throws IOException {
    Zone served = Zone.builder().txt("bank.example", "v=spf1 +all").build();
    try (LoopbackDnsServer server = LoopbackDnsServer.start(served)) {
      Run run =
          spf("score", "--resolver=127.0.0.1:" + server.address().getPort(), path("forged.eml"));

      assertThat(run.out()).contains("\nmailfrom  pass: bank.example +all\n");
    }
  }

  @Test
  void endlessHeadersAreCutAndToldSo() throws IOException {
    String endless = write("endless.eml", GOOD.replace("\n\n", "\nX: " + "x".repeat(2 << 20)));

    Run run = score(endless);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .isEqualTo(
            "spf: warning: "
                + endless
                + ": the header is too long, only its beginning is scored\n");
    assertThat(run.out()).contains("mailfrom  pass: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0\0\0", "no header", "From: \u001b[2J\u0007 <a@b>\r\nX\u009b"})
  void anyFileIsAMessage(String text) throws IOException {
    Run run = score(write("odd", text), write("odd\u001b", text));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().chars()).allMatch(c -> c == '\n' || (c >= 0x20 && c <= 0x7E));
    assertThat(run.out()).contains("mailfrom  skipped: ");
  }
}
