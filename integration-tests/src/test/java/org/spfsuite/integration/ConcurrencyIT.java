package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.JamesFixture.ALICE;
import static org.spfsuite.integration.JamesFixture.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.integration.james.Mailbox.Delivered;
import org.spfsuite.integration.smtp.SmtpClient;
import org.spfsuite.integration.smtp.SmtpClient.Reply;

/**
 * Two hundred clients at once, each with a sender's domain that nobody has asked for. James 3.8
 * serves them all with a few I/O threads, on which our hook waits.
 */
final class ConcurrencyIT {

  private static final int SESSIONS = 200;
  private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);

  @TempDir private Path root;

  /**
   * What became of a session.
   *
   * @param subject of its message
   * @param reply that ended it
   */
  private record Outcome(String subject, Reply reply) {}

  private static Zone zone(boolean dead) {
    Zone.Builder zone = Zone.builder();
    for (int i = 0; i < SESSIONS; i++) {
      String domain = "d" + i + ".example";
      if (dead) {
        zone.failing(domain, FailureKind.TIMEOUT);
      } else {
        zone.txt(domain, i % 2 == 0 ? "v=spf1 include:inner." + domain + " -all" : "v=spf1 -all")
            .txt("inner." + domain, "v=spf1 ip4:203.0.113.0/24 -all");
      }
    }
    return zone.build();
  }

  private static List<Outcome> sendAll(JamesFixture mx) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService clients = Executors.newFixedThreadPool(SESSIONS);
    try {
      List<Future<Outcome>> running = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        running.add(clients.submit(session(mx, i, start)));
      }
      start.countDown();
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> session : running) {
        outcomes.add(session.get());
      }
      return outcomes;
    } finally {
      clients.shutdownNow();
    }
  }

  private static Callable<Outcome> session(JamesFixture mx, int number, CountDownLatch start) {
    return () -> {
      start.await();
      String subject = subject();
      String client = "203.0.113." + (number % 250 + 1);
      return new Outcome(
          subject, mx.deliver(client, "plain.example", "me@d" + number + ".example", subject));
    };
  }

  /** Mail that was accepted is delivered, all of it and once. */
  private static void assertNothingIsLost(JamesFixture mx, List<Outcome> outcomes) {
    Set<String> accepted = new HashSet<>();
    outcomes.stream()
        .filter(outcome -> outcome.reply().code() == 250)
        .forEach(outcome -> accepted.add(outcome.subject()));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> mx.james().mailbox(ALICE).messages().size() >= accepted.size());
    assertThat(outcomes).hasSize(SESSIONS);
    assertThat(outcomes)
        .allSatisfy(o -> assertThat(o.reply().code()).as(o.reply().text()).isIn(250, 550));
    try {
      assertThat(mx.james().mailbox(ALICE).messages())
          .extracting(Delivered::subject)
          .containsExactlyInAnyOrderElementsOf(accepted);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aColdResolverServesThemAll() throws Exception {
    try (JamesFixture mx = JamesFixture.of(zone(false)).start(root)) {
      mx.dns().delayAnswers(Duration.ofMillis(20));

      List<Outcome> outcomes = sendAll(mx);

      assertNothingIsLost(mx, outcomes);
      assertThat(outcomes.stream().filter(o -> o.reply().code() == 250).count())
          .isEqualTo(SESSIONS / 2);
      assertThat(outcomes.stream().filter(o -> o.reply().text().startsWith("550 5.7.23 ")).count())
          .isEqualTo(SESSIONS / 2);
    }
  }

  @Test
  void aDeadResolverStarvesNobody() throws Exception {
    try (JamesFixture mx =
        JamesFixture.of(zone(true), "check.timeout = " + CHECK_TIMEOUT.toSeconds() + "s")
            .start(root)) {
      ExecutorService others = Executors.newSingleThreadExecutor();
      try {
        CountDownLatch done = new CountDownLatch(1);
        Future<Duration> longest = others.submit(() -> longestNoop(mx, done));
        List<Outcome> outcomes = sendAll(mx);
        done.countDown();

        assertNothingIsLost(mx, outcomes);
        assertThat(outcomes).allSatisfy(o -> assertThat(o.reply().code()).isEqualTo(250));
        assertThat(longest.get())
            .as("what an unrelated session had to wait for its turn")
            .isLessThan(CHECK_TIMEOUT.plusSeconds(1));
      } finally {
        others.shutdownNow();
      }
    }
  }

  /** Four sessions that want nothing but to be served, on whichever I/O threads they are. */
  private static Duration longestNoop(JamesFixture mx, CountDownLatch done)
      throws IOException, InterruptedException, ExecutionException {
    List<SmtpClient> clients = new ArrayList<>();
    Duration longest = Duration.ZERO;
    try {
      for (int i = 0; i < 4; i++) {
        clients.add(mx.james().connectPlainly());
      }
      while (done.getCount() > 0) {
        for (SmtpClient client : clients) {
          long start = System.nanoTime();
          assertThat(client.send("NOOP").code()).isEqualTo(250);
          Duration took = Duration.ofNanos(System.nanoTime() - start);
          longest = took.compareTo(longest) > 0 ? took : longest;
        }
      }
    } finally {
      for (SmtpClient client : clients) {
        client.close();
      }
    }
    return longest;
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void threadsGoWhenTheWorkIsDone() throws Exception {
    try (JamesFixture mx = JamesFixture.of(zone(false)).start(root)) {
      sendAll(mx);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> threads(mx, "spf-check") == 0);
    }
  }

  private static long threads(JamesFixture mx, String name) throws IOException {
    Path tasks = Path.of("/proc/" + mx.james().pid() + "/task");
    try (Stream<Path> all = Files.list(tasks)) {
      return all.filter(task -> comm(task).startsWith(name)).count();
    }
  }

  private static String comm(Path task) {
    try {
      return Files.readString(task.resolve("comm"));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }
}
