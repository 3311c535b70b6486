package org.spfsuite.integration.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

  /** Many, since James's mailboxes in memory get slow when they get full. */
  private static final int USERS = 100;

  private static final int ROUNDS = 15;

  private static final Path REPORT = Path.of("target/throughput.md");
  private static final String NOTHING = "<!-- no hook -->";

  /** About 5 kB with the fields that usual mail has. */
  private static final List<String> MESSAGE = message();

  @TempDir private Path root;

  /** What becomes of the messages. */
  private enum Destination {
    /** Mailboxes, as James comes. */
    MAILBOXES("", 1, 500, 15),
    /** The least that can be done: the spool forgets them. */
    NOWHERE("<mailet match=\"All\" class=\"Null\"/>", 2, 2_000, 25);

    private final String mailets;
    private final int pairs;
    private final int messages;

    /** Rounds that do not count: James and the hook go on getting faster for a long time. */
    private final int warmUp;

    Destination(String mailets, int pairs, int messages, int warmUp) {
      this.mailets = mailets;
      this.pairs = pairs;
      this.messages = messages;
      this.warmUp = warmUp;
    }
  }

  /** Figures of a round; the last one is CPU time of James's process for each message. */
  private record Round(double perSecond, double medianMicros, double cpuMicros) {}

  private static List<String> message() {
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
    lines.add("Received: from app7 (app7.bank.example [10.0.0.7]) by mail.bank.example; now");
    lines.add("DKIM-Signature: v=1; a=rsa-sha256; d=bank.example; s=s1; bh=" + "b".repeat(44));
    lines.add("");
    lines.addAll(
        Collections.nCopies(64, "All is well with your account. ".repeat(2) + "Thank you."));
    return lines;
  }

  private JamesServer start(Destination to, String name, String handler, String properties)
      throws IOException {
    JamesServer james =
        JamesServer.in(Files.createDirectories(root.resolve(to + name)))
            .handler(handler)
            .mailets(to.mailets)
            .spfProperties(properties)
            .compiled()
            .start();
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
      for (int i = 0; i < to.warmUp + ROUNDS; i++) {
        Round first = round(i % 2 == 0 ? with : without, to.messages);
        Round second = round(i % 2 == 0 ? without : with, to.messages);
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
    for (int i = 0; i < with.size(); i++) {
      ratios.add(with.get(i).perSecond() / without.get(i).perSecond());
    }
    double rateWith = median(with.stream().map(Round::perSecond).toList());
    double rateWithout = median(without.stream().map(Round::perSecond).toList());
    double latencyWith = median(with.stream().map(Round::medianMicros).toList());
    double latencyWithout = median(without.stream().map(Round::medianMicros).toList());
    List<String> lines =
        List.of(
            "",
            "Messages go to: " + to,
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
                    + " (quartiles %.1f and %.1f); added to the median time: %.2f ms",
                ratios.size(),
                to.messages,
                CONNECTIONS,
                100 * median(ratios),
                100 * quantile(ratios, 0.25),
                100 * quantile(ratios, 0.75),
                (latencyWith - latencyWithout) / 1e3));
    Files.write(REPORT, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    lines.forEach(System.out::println);
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

  private static Round round(JamesServer james, int messages) throws Exception {
    List<Double> latencies = Collections.synchronizedList(new ArrayList<>());
    ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      Duration cpu = james.cpuTime();
      long start = System.nanoTime();
      List<Future<Optional<IOException>>> running = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        running.add(
            clients.submit(connection(james, messages, nanos -> latencies.add(nanos / 1e3))));
      }
      for (Future<Optional<IOException>> connection : running) {
        assertThat(connection.get()).isEmpty();
      }
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> james.webAdmin("GET", "/mailQueues/spool", "").body().contains("\"size\":0"));
      double seconds = (System.nanoTime() - start) / 1e9;
      double cpuMicros = james.cpuTime().minus(cpu).toNanos() / 1e3 / messages;
      return new Round(messages / seconds, median(latencies), cpuMicros);
    } finally {
      clients.shutdownNow();
    }
  }

  private static Callable<Optional<IOException>> connection(
      JamesServer james, int messages, LongConsumer latency) {
    return () -> {
      try (SmtpClient smtp = james.connectFrom("203.0.113.9")) {
        smtp.ehlo("mail.bank.example");
        for (int i = 0; i < messages / CONNECTIONS; i++) {
          long start = System.nanoTime();
          assertThat(smtp.mailFrom("teller@bank.example").code()).isEqualTo(250);
          assertThat(smtp.rcptTo(user(i % USERS)).code()).isEqualTo(250);
          latency.accept(System.nanoTime() - start);
          assertThat(smtp.data(MESSAGE).code()).isEqualTo(250);
        }
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of(e);
      }
    };
  }
}
