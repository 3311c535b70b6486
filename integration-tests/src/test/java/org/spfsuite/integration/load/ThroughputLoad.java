package org.spfsuite.integration.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.testing.LoopbackDnsServer;
import org.spfsuite.integration.james.JamesServer;
import org.spfsuite.integration.smtp.SmtpClient;

/**
 * What the hook costs, everything being remembered: messages a second until the last one has left
 * the spool, and time from MAIL to the reply to RCPT, of one James with the hook and one without,
 * in turns.
 */
final class ThroughputLoad {

  private static final int CONNECTIONS = 4;
  private static final int USERS = 100;

  private static final Path REPORT = Path.of("target/throughput.md");
  private static final Pattern PROCESSED =
      Pattern.compile("^spoolProcessing_count (\\S+)$", Pattern.MULTILINE);

  private static final String NOTHING = "<!-- no hook -->";

  /** As a bank sends it: 2 kB of header, signed twice, in text and HTML; 20 kB in all. */
  private static final List<String> USUAL = usual();

  /** The least that a message can be: of a kilobyte, half is header. */
  private static final List<String> SMALL = small();

  @TempDir private Path root;

  /** What becomes of the messages. */
  private enum Destination {
    /** Mailboxes, as the published James comes. */
    MAILBOXES("", false, false, 2, 60, 60, 400),
    /** The same with the mail queue on disk, as it is where mail must not be lost. */
    QUEUE_ON_DISK("", true, false, 2, 40, 60, 200),
    /** The least that can be done: small messages, which the spool forgets. */
    NOWHERE("<mailet match=\"All\" class=\"Null\"/>", false, true, 2, 40, 60, 1_000);

    private final String mailets;
    private final boolean persistent;
    private final boolean small;
    private final int pairs;

    /** Rounds that do not count: James and the hook go on getting faster for a long time. */
    private final int warmUp;

    private final int rounds;
    private final int messages;

    Destination(
        String mailets,
        boolean persistent,
        boolean small,
        int pairs,
        int warmUp,
        int rounds,
        int messages) {
      this.mailets = mailets;
      this.persistent = persistent;
      this.small = small;
      this.pairs = pairs;
      this.warmUp = warmUp;
      this.rounds = rounds;
      this.messages = messages;
    }

    List<String> message() {
      return small ? SMALL : USUAL;
    }
  }

  /** Figures of a round; the last one is CPU time of James's process for each message. */
  private record Round(double perSecond, double medianMicros, double cpuMicros) {}

  private static List<String> usual() {
    List<String> lines = new ArrayList<>();
    lines.add("Received: from out17.esp.example (out17.esp.example [198.51.100.17])");
    lines.add("\tby mail.bank.example (Postfix) with ESMTPS id 4Zx7Qk2Lr9z1Qbn");
    lines.add("\tfor <alice@here.example>; Sun, 22 Nov 2026 09:00:01 +0000 (UTC)");
    lines.add("Received: from app7.bank.example (app7.bank.example [10.0.0.7])");
    lines.add("\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))");
    lines.add("\tby out17.esp.example (Postfix) with ESMTPSA id 7B1C2400A1");
    lines.add("\tfor <alice@here.example>; Sun, 22 Nov 2026 09:00:00 +0000 (UTC)");
    for (String domain : List.of("bank.example", "esp.example")) {
      lines.add("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=" + domain + ";");
      lines.add("\ts=s2026; t=1795338000; h=from:to:subject:date:message-id:mime-version:");
      lines.add("\tcontent-type:list-unsubscribe; bh=" + "h".repeat(43) + "=;");
      lines.add("\tb=" + "k".repeat(70));
      lines.addAll(Collections.nCopies(4, "\t" + "k".repeat(72)));
    }
    lines.add("From: \"Teller of the Bank\" <teller@bank.example>");
    lines.add("To: Alice <alice@here.example>");
    lines.add("Subject: Your statement of November");
    lines.add("Date: Sun, 22 Nov 2026 09:00:00 +0000");
    lines.add("Message-ID: <statement.2026.11.7c1d@bank.example>");
    lines.add("Reply-To: <service@bank.example>");
    lines.add("MIME-Version: 1.0");
    lines.add("Content-Type: multipart/alternative; boundary=\"=_7c1d2e\"");
    lines.add("List-Unsubscribe: <https://bank.example/unsubscribe?u=7c1d2e7c1d2e>");
    lines.add("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    lines.add("");
    lines.add("--=_7c1d2e");
    lines.add("Content-Type: text/plain; charset=us-ascii");
    lines.add("");
    lines.addAll(Collections.nCopies(60, "All is well with your account. ".repeat(2) + "Yours."));
    lines.add("--=_7c1d2e");
    lines.add("Content-Type: text/html; charset=us-ascii");
    lines.add("");
    lines.addAll(Collections.nCopies(200, "<tr><td class=\"text\">" + "All is well. ".repeat(4)));
    lines.add("--=_7c1d2e--");
    return lines;
  }

  private static List<String> small() {
    List<String> lines = new ArrayList<>();
    lines.add("From: Teller <teller@bank.example>");
    lines.add("To: Alice <alice@here.example>");
    lines.add("Subject: Your statement of November");
    lines.add("Date: Sun, 22 Nov 2026 09:00:00 +0000");
    lines.add("Message-ID: <statement.2026.11@bank.example>");
    lines.add("MIME-Version: 1.0");
    lines.add("Content-Type: text/plain; charset=us-ascii");
    lines.add("Content-Transfer-Encoding: 7bit");
    lines.add("List-Unsubscribe: <https://bank.example/unsubscribe>");
    lines.add("DKIM-Signature: v=1; a=rsa-sha256; d=bank.example; s=s1; bh=" + "b".repeat(44));
    lines.add("");
    lines.addAll(Collections.nCopies(8, "All is well with your account. ".repeat(2)));
    return lines;
  }

  private JamesServer start(Destination to, String name, String handler, String properties)
      throws IOException {
    JamesServer.Builder builder =
        JamesServer.in(Files.createDirectories(root.resolve(to + name)))
            .handler(handler)
            .mailets(to.mailets)
            .spfProperties(properties)
            .compiled();
    JamesServer james = (to.persistent ? builder.persistent() : builder).start();
    for (int i = 0; i < USERS; i++) {
      james.addUser(user(i));
    }
    return james;
  }

  private static String user(int number) {
    return "u" + number + "@here.example";
  }

  /** One James with the hook, one without, both new: what a JVM makes of them differs each time. */
  private void pair(
      Destination to, int number, int dnsPort, List<Round> withHook, List<Round> withoutHook)
      throws Exception {
    try (JamesServer with =
            start(to, "with" + number, JamesServer.HANDLER, "dns.servers = 127.0.0.1:" + dnsPort);
        JamesServer without = start(to, "without" + number, NOTHING, "")) {
      for (int i = 0; i < to.warmUp + to.rounds; i++) {
        Round first = round(i % 2 == 0 ? with : without, to);
        Round second = round(i % 2 == 0 ? without : with, to);
        if (to.mailets.isEmpty()) {
          empty(with);
          empty(without);
        }
        if (i >= to.warmUp) {
          withHook.add(i % 2 == 0 ? first : second);
          withoutHook.add(i % 2 == 0 ? second : first);
        }
      }
      assertThat(with.log()).contains("mailfrom-result=pass");
    }
  }

  @ParameterizedTest
  @EnumSource
  void withAndWithoutTheHook(Destination to) throws Exception {
    Zone zone =
        Zone.builder()
            .ttl(3_600)
            .txt("bank.example", "v=spf1 include:esp.example -all")
            .txt("esp.example", "v=spf1 ip4:198.51.100.0/24 ip4:203.0.113.0/24 -all")
            .txt("mail.bank.example", "v=spf1 ip4:203.0.113.0/24 -all")
            .build();
    List<Round> withHook = new ArrayList<>();
    List<Round> withoutHook = new ArrayList<>();
    try (LoopbackDnsServer dns = LoopbackDnsServer.start(zone)) {
      for (int i = 1; i <= to.pairs; i++) {
        System.out.println("pair " + i + " of " + to.pairs + ", to " + to + ", some minutes ...");
        pair(to, i, dns.address().getPort(), withHook, withoutHook);
      }
    }
    report(to, withHook, withoutHook);
  }

  private static void report(Destination to, List<Round> with, List<Round> without)
      throws IOException {
    List<Double> ratios = new ArrayList<>();
    List<Double> cpuRatios = new ArrayList<>();
    for (int i = 0; i < with.size(); i++) {
      ratios.add(with.get(i).perSecond() / without.get(i).perSecond());
      cpuRatios.add(with.get(i).cpuMicros() / without.get(i).cpuMicros());
    }
    double rateWith = median(with.stream().map(Round::perSecond).toList());
    double rateWithout = median(without.stream().map(Round::perSecond).toList());
    double latencyWith = median(with.stream().map(Round::medianMicros).toList());
    double latencyWithout = median(without.stream().map(Round::medianMicros).toList());
    List<String> lines =
        List.of(
            "",
            "Messages go to " + to + ", " + octets(to.message()) + " octets each",
            "",
            "| James | messages/s | MAIL to RCPT reply, median | CPU of James for each message |",
            "| --- | --- | --- | --- |",
            format(
                "| with SpfHook | %.0f | %.2f ms | %.2f ms |",
                rateWith,
                latencyWith / 1e3,
                median(with.stream().map(Round::cpuMicros).toList()) / 1e3),
            format(
                "| without | %.0f | %.2f ms | %.2f ms |",
                rateWithout,
                latencyWithout / 1e3,
                median(without.stream().map(Round::cpuMicros).toList()) / 1e3),
            "",
            format(
                "ratio, median of %d paired rounds of %d messages over %d connections: %.1f %%"
                    + " (quartiles %.1f and %.1f); of the CPU: %.1f %%;"
                    + " added to the median time: %.2f ms",
                ratios.size(),
                to.messages,
                CONNECTIONS,
                100 * median(ratios),
                100 * quantile(ratios, 0.25),
                100 * quantile(ratios, 0.75),
                100 * median(cpuRatios),
                (latencyWith - latencyWithout) / 1e3));
    Files.write(REPORT, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    lines.forEach(System.out::println);
  }

  private static int octets(List<String> message) {
    return message.stream().mapToInt(line -> line.length() + 2).sum();
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private static double median(List<Double> values) {
    return quantile(values, 0.5);
  }

  private static double quantile(List<Double> values, double share) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get((int) (sorted.size() * share));
  }

  /** James searches all of a mailbox in memory for each message that it delivers there. */
  private static void empty(JamesServer james) throws IOException {
    for (int i = 0; i < USERS; i++) {
      HttpResponse<String> reply =
          james.webAdmin("DELETE", "/users/" + user(i) + "/mailboxes/INBOX", "");
      assertThat(reply.statusCode()).isEqualTo(204);
    }
  }

  private static Round round(JamesServer james, Destination to) throws Exception {
    List<Double> latencies = Collections.synchronizedList(new ArrayList<>());
    ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      long processed = processed(james);
      Duration cpu = james.cpuTime();
      long start = System.nanoTime();
      List<Future<Optional<IOException>>> running = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        running.add(clients.submit(connection(james, to, nanos -> latencies.add(nanos / 1e3))));
      }
      for (Future<Optional<IOException>> connection : running) {
        assertThat(connection.get()).isEmpty();
      }
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> processed(james) == processed + to.messages);
      double seconds = (System.nanoTime() - start) / 1e9;
      double cpuMicros = james.cpuTime().minus(cpu).toNanos() / 1e3 / to.messages;
      return new Round(to.messages / seconds, median(latencies), cpuMicros);
    } finally {
      clients.shutdownNow();
    }
  }

  /**
   * Messages that the spool is done with. The queue must not be asked for its length: while it is
   * being looked through, ActiveMQ now and then leaves a message behind for good.
   */
  private static long processed(JamesServer james) throws IOException {
    Matcher count = PROCESSED.matcher(james.webAdmin("GET", "/metrics", "").body());
    return count.find() ? (long) Double.parseDouble(count.group(1)) : 0; // there is none at first
  }

  private static Callable<Optional<IOException>> connection(
      JamesServer james, Destination to, LongConsumer latency) {
    return () -> {
      try (SmtpClient smtp = james.connectFrom("203.0.113.9")) {
        smtp.ehlo("mail.bank.example");
        for (int i = 0; i < to.messages / CONNECTIONS; i++) {
          long start = System.nanoTime();
          assertThat(smtp.mailFrom("teller@bank.example").code()).isEqualTo(250);
          assertThat(smtp.rcptTo(user(i % USERS)).code()).isEqualTo(250);
          latency.accept(System.nanoTime() - start);
          assertThat(smtp.data(to.message()).code()).isEqualTo(250);
        }
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of(e);
      }
    };
  }
}
