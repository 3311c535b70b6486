package org.spfsuite.integration.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.testing.LoopbackDnsServer;
import org.spfsuite.integration.james.JamesServer;
import org.spfsuite.integration.smtp.SmtpClient;
import org.spfsuite.integration.smtp.SmtpClient.Reply;

/**
 * Ten minutes ({@code -Dsoak.minutes}) of mail of all sorts while DNS works, slows down, fails and
 * comes back. Every message is delivered, refused or deferred, and none is both or neither.
 */
final class SoakLoad {

  private static final long MINUTES = Long.getLong("soak.minutes", 10);
  private static final int CLIENTS = 8;
  private static final int DOMAINS = 500;
  private static final Path REPORT = Path.of("target/soak.md");

  /** Counts what comes to the end, instead of keeping it. */
  private static final String SINK =
      """
      <mailet match="All" class="MetricsMailet"><metricName>delivered</metricName></mailet>
      <mailet match="All" class="Null"/>
      """;

  @TempDir private Path root;

  private final LongAdder sent = new LongAdder();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder deferred = new LongAdder();

  private static Zone zone(boolean fails) {
    Zone.Builder zone = Zone.builder().ttl(5);
    for (int i = 0; i < DOMAINS; i++) {
      String domain = "d" + i + ".example";
      if (fails && i % 3 == 0) {
        zone.failing(domain, i % 2 == 0 ? FailureKind.TIMEOUT : FailureKind.SERVFAIL);
      } else {
        zone.txt(domain, i % 10 == 9 ? "v=spf1 nonsense" : "v=spf1 ip4:203.0.113.0/25 mx -all")
            .mx(domain, 10, "mx." + domain)
            .address("mx." + domain, "198.51.100.1");
      }
    }
    return zone.build();
  }

  @Test
  void nothingIsLost() throws Exception {
    try (LoopbackDnsServer dns = LoopbackDnsServer.start(zone(false));
        JamesServer james =
            JamesServer.in(root)
                .compiled()
                .mailets(SINK)
                .spfProperties(
                    """
                    dns.servers = 127.0.0.1:%d
                    dns.timeout = 500ms
                    check.timeout = 2s
                    decision.mailfrom.temperror = defer
                    """
                        .formatted(dns.address().getPort()))
                .start()) {
      james.addUser("alice@here.example");
      ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(i);
        running.add(
            clients.submit(
                () -> {
                  while (System.nanoTime() < end) {
                    session(james, random);
                  }
                  return null;
                }));
      }
      weather(dns, end);
      for (Future<?> client : running) {
        client.get();
      }
      clients.shutdown();
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(delivered(james)).isEqualTo(accepted.sum()));
      assertThat(sent.sum()).isEqualTo(accepted.sum() + refused.sum() + deferred.sum());
      assertThat(james.log()).doesNotContain("a bug of the SPF Suite");
      report(james);
    }
  }

  /** Good, slow, failing, and good again, half a minute each. */
  private static void weather(LoopbackDnsServer dns, long end) throws InterruptedException {
    for (int i = 0; System.nanoTime() < end; i++) {
      dns.serve(zone(i % 4 == 2));
      dns.delayAnswers(Duration.ofMillis(i % 4 == 1 ? 300 : 0));
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      Thread.sleep(Math.max(0, Math.min(30_000, left))); // the weather's own pace
    }
  }

  private void session(JamesServer james, Random random) throws IOException {
    String client = (random.nextBoolean() ? "203.0.113." : "198.51.100.") + random.nextInt(255);
    try (SmtpClient smtp = james.connectFrom(client)) {
      smtp.ehlo("host" + random.nextInt(50) + ".example");
      for (int i = random.nextInt(5); i >= 0; i--) {
        String sender =
            random.nextInt(10) == 0
                ? ""
                : "u" + random.nextInt(100) + "@d" + random.nextInt(DOMAINS) + ".example";
        count(transact(smtp, sender));
        smtp.send("RSET");
      }
    }
  }

  private static Reply transact(SmtpClient smtp, String sender) throws IOException {
    Reply mail = smtp.mailFrom(sender);
    Reply rcpt = mail.code() == 250 ? smtp.rcptTo("alice@here.example") : mail;
    return rcpt.code() == 250 ? smtp.data(List.of("Subject: soak", "", "Hello.")) : rcpt;
  }

  private void count(Reply reply) {
    sent.increment();
    switch (reply.code()) {
      case 250 -> accepted.increment();
      case 550 -> refused.increment();
      case 451 -> deferred.increment();
      default -> throw new IllegalStateException(reply.text());
    }
    assertThat(reply.code() == 250 || reply.text().contains("SPF ")).as(reply.text()).isTrue();
  }

  private static long delivered(JamesServer james) throws IOException {
    return james
        .webAdmin("GET", "/metrics", "")
        .body()
        .lines()
        .filter(line -> line.startsWith("delivered_total"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }

  private void report(JamesServer james) throws IOException {
    long threads;
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + james.pid() + "/task"))) {
      threads = tasks.count();
    }
    List<String> lines =
        List.of(
            "%d minutes: %d sent = %d delivered + %d refused + %d deferred, each with a reason"
                .formatted(MINUTES, sent.sum(), delivered(james), refused.sum(), deferred.sum()),
            "threads of James at the end: " + threads);
    Files.write(REPORT, lines);
    lines.forEach(System.out::println);
  }
}
