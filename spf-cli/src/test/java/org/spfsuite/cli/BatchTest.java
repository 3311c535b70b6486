package org.spfsuite.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.cli.Shell.spf;
import static org.spfsuite.cli.Shell.spfWithInput;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.cli.Shell.Run;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.testing.LoopbackDnsServer;

@Timeout(60)
final class BatchTest {

  private static final String ZONE =
      """
      $ORIGIN example.
      fail   TXT "v=spf1 -all exp=why.example."
      why    TXT "not %{i}"
      pass   TXT "v=spf1 a:none.example a:pass.example -all"
      pass   A   192.0.2.3
      broken TXT "v=spf1 include:worse.example -all"
      worse  TXT "v=spf1 ip4:1.2.3"
      """;

  @TempDir private Path directory;

  private Path zone() throws IOException {
    return Files.writeString(directory.resolve("zone"), ZONE);
  }

  private Run batch(String input, String... options) throws IOException {
    String[] arguments = new String[options.length + 3];
    System.arraycopy(options, 0, arguments, 3, options.length);
    arguments[0] = "check";
    arguments[1] = "--batch";
    arguments[2] = "--zone=" + zone();
    return spfWithInput(input, arguments);
  }

  private static String withoutTimes(String text) {
    return text.replaceAll("\"elapsed_ms\":\\d+", "\"elapsed_ms\":0");
  }

  private static String line(int id, String domain) {
    return "{\"id\":%d,\"ip\":\"192.0.2.3\",\"mailfrom\":\"a@%s\"}%n".formatted(id, domain);
  }

  private static List<String> ids(String out) throws IOException {
    List<String> ids = new ArrayList<>();
    for (String line : out.lines().toList()) {
      ids.add(JsonOutputTest.members(line).get("id"));
    }
    return ids;
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  @Test
  void oneLineForEachLine() throws IOException {
    Run run =
        batch(
            """
            {"id":1,"ip":"192.0.2.4","helo":"mx.example.org","mailfrom":"user@fail.example"}
            {"ip":"192.0.2.3","mailfrom":"a@pass.example","id":"two"}
            {"id":3,"ip":"2001:db8::1","helo":"broken.example","more":{"id":[1]}}
            """);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    List<String> lines = withoutTimes(run.out()).lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .isEqualTo(
            """
            {"id":1,"result":"fail","identity":"mailfrom","domain":"fail.example","mechanism":"-all",\
            "explanation":"not 192.0.2.4",\
            "lookups":0,"void_lookups":0,"dns_queries":0,"elapsed_ms":0,\
            "received_spf":"Received-SPF: fail (unknown: domain of user@fail.example does not \
            designate\\r\\n\\t192.0.2.4 as permitted sender) client-ip=192.0.2.4;\\r\\n\
            \\tenvelope-from=\\"user@fail.example\\"; helo=mx.example.org;\\r\\n\
            \\tidentity=mailfrom; mechanism=-all; receiver=unknown"}\
            """);
    assertThat(lines.get(1))
        .startsWith(
            """
            {"id":"two","result":"pass","identity":"mailfrom","domain":"pass.example",\
            "mechanism":"a:pass.example",\
            "lookups":2,"void_lookups":1,"dns_queries":0,"elapsed_ms":0,\
            "received_spf":"Received-SPF: pass client-ip=\
            """);
    assertThat(lines.get(2))
        .startsWith(
            """
            {"id":3,"result":"permerror","identity":"helo","domain":"broken.example",\
            "mechanism":"default","problem":"syntax: \
            """)
        .contains(" (worse.example)\",\"lookups\":1,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-0",
        "1.50",
        "1E+400",
        "123456789012345678901234567890",
        "true",
        "false",
        "null",
        "\"\"",
        "\"a \\\"b\\\"\"",
        "\"\\u001B\"",
        "\"\\u00FC\\uD83D\\uDE00\""
      })
  void idsComeBackAsTheyWere(String id) throws IOException {
    assertThat(batch("{\"id\": " + id + " ,\"ip\":\"::1\",\"helo\":\"h\"}").out())
        .startsWith("{\"id\":" + id + ",\"result\":\"");
    assertThat(batch("{\"id\": " + id + " ,\"ip\":\"::1\"}").out())
        .startsWith("{\"id\":" + id + ",\"error\":\"line 1: ");
  }

  @Test
  void missingIdIsNull() throws IOException {
    assertThat(batch("{\"ip\":\"::1\",\"helo\":\"h\"}").out()).startsWith("{\"id\":null,");
  }

  @Test
  void nullSenderIsCheckedByTheHeloName() throws IOException {
    Map<String, String> result =
        JsonOutputTest.members(
            batch("{\"ip\":\"::1\",\"helo\":\"fail.example\",\"mailfrom\":\"\"}").out());

    assertThat(result)
        .containsEntry("identity", "\"mailfrom\"")
        .containsEntry("domain", "\"fail.example\"")
        .containsEntry("result", "\"fail\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nonsense                              | null | , column 1: not JSON: Unrecognized token",
        "{\"id\":7                             | 7    | , column 8: not JSON: Unexpected end",
        "{\"id\":7,\"ip\":\"::1\",\"helo\":'h'}| 7    | not JSON: Unexpected character",
        "{\"id\":7,\"id\":8}                   | 7    | not JSON: Duplicate field 'id'",
        "{\"id\":7}{}                          | 7    | : something follows the object",
        "[7]                                   | null | : not a JSON object",
        "\"x\"                                 | null | : not a JSON object",
        "{\"id\":7}                            | 7    | : ip is missing",
        "{\"id\":7,\"ip\":null}                | 7    | : ip is missing",
        "{\"ip\":5,\"helo\":\"h\",\"id\":7}    | 7    | : ip is not a string",
        "{\"ip\":\"::x\",\"helo\":\"\",\"id\":7}|7    | : ip '::x' is not an IPv4 or IPv6 address",
        "{\"id\":7,\"ip\":\"::1\"}             | 7    | : nothing to check",
        "{\"id\":7,\"ip\":\"::1\",\"mailfrom\":\"\"}|7| : the null sender is checked by the HELO",
        "{\"id\":7,\"ip\":\"::1\",\"helo\":[]} | 7    | : helo is not a string",
        "{\"id\":7,\"ip\":\"::1\",\"mailfrom\":1}|7   | : mailfrom is not a string",
        "{\"id\":[7],\"ip\":\"::1\"}           | null | : id is neither a string nor a number",
        "{\"id\":{\"a\":1},\"ip\":\"::1\"}     | null | : id is neither a string nor a number",
      })
  void wrongLinesAreReportedAndPassedOver(String line, String id, String problem)
      throws IOException {
    Run run = batch(line(1, "pass.example") + "\n" + line + "\n" + line(4, "pass.example"));

    assertThat(run.exitCode()).isEqualTo(255);
    List<String> out = run.out().lines().toList();
    assertThat(out).hasSize(3);
    assertThat(out.get(0)).startsWith("{\"id\":1,\"result\":\"pass\"");
    assertThat(out.get(1))
        .startsWith("{\"id\":" + id + ",\"error\":\"line 3")
        .contains(problem)
        .doesNotContain("Exception");
    assertThat(JsonOutputTest.members(out.get(1))).containsOnlyKeys("id", "error");
    assertThat(out.get(2)).startsWith("{\"id\":4,\"result\":\"pass\"");
  }

  @Test
  void longAndForeignLinesAreReported() throws IOException {
    Path input = directory.resolve("input");
    try (OutputStream out = Files.newOutputStream(input)) {
      out.write(("{\"id\":\"" + "x".repeat(LineReader.MAX_LINE) + "\"}\n").getBytes(UTF_8));
      out.write(new byte[] {'"', (byte) 0xFC, '"', '\r', '\n'});
      out.write(line(3, "pass.example").strip().getBytes(UTF_8));
    }

    Run run = spf("check", "--batch", input.toString(), "--zone", zone().toString());

    assertThat(run.exitCode()).isEqualTo(255);
    assertThat(run.out())
        .startsWith(
            """
            {"id":null,"error":"line 1: longer than 65536 octets"}
            {"id":null,"error":"line 2: not UTF-8"}
            {"id":3,"result":"pass\
            """);
  }

  @Test
  void blankLinesAndAnEmptyInputAreNothing() throws IOException {
    assertThat(batch("\n \r\n\t")).isEqualTo(new Run(0, "", ""));
    assertThat(batch("")).isEqualTo(new Run(0, "", ""));
  }

  @Test
  void optionsOfChecksApply() throws IOException {
    Run run =
        batch(
            "{\"ip\":\"::1\",\"mailfrom\":\"a@fail.example\"}\n{\"ip\":\"::1\",\"helo\":\"no\"}",
            "--receiver=mx.here",
            "--default-explanation=because",
            "--json",
            "--explain",
            "--jobs=1");

    assertThat(run.exitCode()).isZero();
    for (String line : run.out().lines().toList()) {
      assertThat(line).contains("receiver=mx.here\"");
      String verdict = JsonOutputTest.members(line).getOrDefault("verdict", "");
      assertThat(verdict).contains("\"trace\":[");
      JsonOutputTest.assertIsVerdict(verdict);
    }
  }

  @Test
  void resultsKeepTheOrderOfTheLinesThoughAnswersDoNot() throws IOException {
    Zone.Builder zone = Zone.builder().failing("d0.example", FailureKind.TIMEOUT);
    IntStream.range(1, 60).forEach(i -> zone.txt("d" + i + ".example", "v=spf1 -all"));
    try (LoopbackDnsServer server = LoopbackDnsServer.start(zone.build())) {
      String input =
          IntStream.range(0, 60)
              .mapToObj(i -> line(i, "d" + i + ".example"))
              .collect(Collectors.joining());

      Run run =
          spfWithInput(
              input,
              "check",
              "--batch",
              "-",
              "--timeout=500ms",
              "--jobs=8",
              "--resolver=127.0.0.1:" + server.address().getPort());

      assertThat(run.exitCode()).isZero();
      assertThat(ids(run.out())).isEqualTo(numbers(60));
      assertThat(run.out()).startsWith("{\"id\":0,\"result\":\"temperror\"");
      assertThat(run.out().lines().skip(1)).allMatch(l -> l.contains("\"result\":\"fail\""));
    }
  }

  @ParameterizedTest
  @CsvSource({"3600, 1", "0, 3"})
  void answersServeLaterLinesAsLongAsTheirTtlAllows(long ttl, int queries) throws IOException {
    Zone zone = Zone.builder().ttl(ttl).txt("kept.example", "v=spf1 -all").build();
    try (LoopbackDnsServer server = LoopbackDnsServer.start(zone)) {
      Run run =
          spfWithInput(
              line(1, "kept.example") + line(2, "KEPT.example") + line(3, "kept.example."),
              "check",
              "--batch",
              "--jobs=1",
              "--resolver=127.0.0.1:" + server.address().getPort());

      assertThat(run.exitCode()).isZero();
      assertThat(run.out().lines()).hasSize(3).allMatch(l -> l.contains("\"result\":\"fail\""));
      assertThat(server.received()).hasSize(queries);
    }
  }

  /** Answers a question when it is told to, and tells how many wait. */
  private static final class HeldResolver implements DnsResolver {
    private final Map<String, CompletableFuture<DnsAnswer>> asked = new ConcurrentHashMap<>();
    private final Semaphore questions = new Semaphore(0);

    @Override
    public CompletionStage<DnsAnswer> lookup(DnsQuestion question) {
      CompletableFuture<DnsAnswer> answer =
          asked.computeIfAbsent(question.name().toString(), name -> new CompletableFuture<>());
      questions.release();
      return answer;
    }

    void answer(String domain) {
      Zone zone = Zone.builder().txt(domain, "v=spf1 -all").build();
      DnsQuestion question = new DnsQuestion(DnsName.parse(domain).orElseThrow(), RecordType.TXT);
      asked.computeIfAbsent(domain, n -> new CompletableFuture<>()).complete(zone.answer(question));
    }
  }

  private static CompletableFuture<Integer> start(
      DnsResolver resolver, int jobs, InputStream in, OutputStream out) {
    SpfChecker checker = SpfChecker.builder().resolver(resolver).build();
    Console console = Console.of(in, out, OutputStream.nullOutputStream(), UTF_8);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new Batch(checker, "unknown", jobs).run(in, console);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void resultsComeWhileTheInputIsStillOpen() throws Exception {
    HeldResolver dns = new HeldResolver();
    try (PipedOutputStream toBatch = new PipedOutputStream();
        PipedInputStream fromBatch = new PipedInputStream()) {
      CompletableFuture<Integer> exitCode =
          start(dns, 2, new PipedInputStream(toBatch), new PipedOutputStream(fromBatch));
      PrintStream lines = new PrintStream(toBatch, true, UTF_8);
      Scanner results = new Scanner(fromBatch, UTF_8);
      lines.print(line(1, "a.example") + line(2, "b.example"));
      lines.flush();
      dns.questions.acquire(2);
      dns.answer("b.example");
      dns.answer("a.example");

      assertThat(results.nextLine()).startsWith("{\"id\":1,");
      assertThat(results.nextLine()).startsWith("{\"id\":2,");
      lines.close();
      assertThat(exitCode.get()).isZero();
    }
  }

  /** Lines without end; counts those that were taken. */
  private static final class EndlessInput extends InputStream {
    private final AtomicInteger lines = new AtomicInteger();
    private byte[] line = new byte[0];
    private int at;

    @Override
    public int read() {
      if (at == line.length) {
        int number = lines.getAndIncrement();
        line = line(number, "d" + number + ".example").getBytes(UTF_8);
        at = 0;
      }
      return line[at++];
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      buffer[offset] = (byte) read();
      return 1;
    }
  }

  @Test
  void slowChecksHoldTheReaderBack() throws Exception {
    HeldResolver dns = new HeldResolver();
    EndlessInput in = new EndlessInput();
    ClosingOutput out = new ClosingOutput(100);
    CompletableFuture<Integer> exitCode = start(dns, 4, in, out);
    for (int i = 1; i < 4; i++) { // all but the first are answered, until the window is full
      dns.answer("d" + i + ".example");
    }
    dns.questions.acquire(4);
    IntStream.range(4, 200).forEach(i -> dns.answer("d" + i + ".example"));
    dns.questions.acquire(12); // 16 lines are in the window of 4 jobs, the first one unanswered

    assertThat(in.lines.get())
        .isLessThanOrEqualTo(19); // one is with the writer, one with the reader
    assertThat(out.lines()).isEmpty();
    dns.answer("d0.example");
    assertThat(exitCode.get()).isZero();
    assertThat(ids(String.join("\n", out.lines()))).isEqualTo(numbers(100));
  }

  /** A pipe whose reader leaves after some lines. */
  private static final class ClosingOutput extends OutputStream {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final int most;
    private int lines;

    ClosingOutput(int most) {
      this.most = most;
    }

    @Override
    public synchronized void write(int octet) throws IOException {
      if (lines == most) {
        throw new IOException("Broken pipe");
      }
      lines += octet == '\n' ? 1 : 0;
      taken.write(octet);
    }

    synchronized List<String> lines() {
      return taken.toString(UTF_8).lines().toList();
    }
  }

  @Test
  void closedPipeEndsAnEndlessBatchInPeace() throws Exception {
    ClosingOutput out = new ClosingOutput(3);

    assertThat(start(Zone.builder().build(), 4, new EndlessInput(), out).get()).isZero();
    assertThat(ids(String.join("\n", out.lines()))).isEqualTo(numbers(3));
  }

  @Test
  void fullDiskIsAnError() throws IOException {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    for (String[] arguments :
        List.of(
            new String[] {"check", "--batch", "--zone", zone().toString()},
            new String[] {"check", "--ip=::1", "--helo=h", "--zone", zone().toString()})) {
      err.reset();
      InputStream in = new ByteArrayInputStream(line(1, "pass.example").getBytes(UTF_8));

      assertThat(Main.commandLine(Console.of(in, full, err, UTF_8)).execute(arguments))
          .isEqualTo(255);
      assertThat(err.toString(UTF_8))
          .isEqualTo("spf check: cannot write the output: No space left on device\n");
    }
  }

  /** A disk that fails. */
  private static final class BrokenInput extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("Input/output error");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read();
    }
  }

  @Test
  void brokenInputIsAnErrorBehindTheLastLine() throws IOException {
    byte[] line = line(1, "pass.example").getBytes(UTF_8);
    InputStream in = new SequenceInputStream(new ByteArrayInputStream(line), new BrokenInput());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int exitCode =
        Main.commandLine(Console.of(in, out, err, UTF_8))
            .execute("check", "--batch", "--zone", zone().toString());

    assertThat(exitCode).isEqualTo(255);
    assertThat(out.toString(UTF_8)).startsWith("{\"id\":1,\"result\":\"pass\"");
    assertThat(err.toString(UTF_8))
        .isEqualTo("spf check: the input: cannot be read, Input/output error\n");
  }
}
