package org.spfsuite.srs.postsrsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.srs.socketmap.Client;
import org.spfsuite.srs.store.Database;
import org.spfsuite.srs.store.JdbcSenderStore;
import org.spfsuite.srs.store.SenderStore;
import org.spfsuite.srs.store.StoreException;
import org.spfsuite.srs.store.StoreOptions;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
final class SrsServiceTest {

  @TempDir private Path directory;

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<SenderStore> opened = new ArrayList<>();
  private @Nullable SrsService service;
  private SrsService.Stores stores = this::database;

  @BeforeEach
  void prepare() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "an example of a secret\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    configure("");
  }

  private void configure(String more) throws IOException {
    Files.writeString(
        directory.resolve("conf"),
        "srs-domain = srs.example socketmap = inet:127.0.0.1:0 secrets-file = '%s'\n%s"
            .formatted(directory.resolve("secret"), more));
  }

  /** A file takes its time to be opened, and calls do not wait so long. */
  private SenderStore database(Path file) {
    SenderStore store =
        JdbcSenderStore.open(
            new Database.Embedded(file),
            StoreOptions.DEFAULTS.withDeadline(Duration.ofSeconds(20)),
            InstantSource.system());
    opened.add(store);
    try {
      store.awaitAnswer(Duration.ofSeconds(30));
      return store;
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  private ConfigReader.Result read() {
    return ConfigReader.read(Optional.of(directory.resolve("conf")), Map.of(), "mail");
  }

  private SrsService start() throws IOException {
    return start(this::read);
  }

  private SrsService start(Supplier<ConfigReader.Result> source) throws IOException {
    SrsService started = SrsService.start(source, stores, InstantSource.system(), log::add);
    service = started;
    return started;
  }

  @AfterEach
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  private static String ask(SrsService service, String request) throws IOException {
    String address = service.address();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    return Client.ask(port, request);
  }

  @Test
  void rewritesAndReverses() throws IOException {
    SrsService running = start();
    String there = ask(running, "forward a@b.example");

    assertThat(there).startsWith("OK SRS0=").endsWith("=b.example=a@srs.example");
    assertThat(ask(running, "reverse " + there.substring(3))).isEqualTo("OK a@b.example");
    assertThat(log)
        .hasSize(2)
        .anyMatch(line -> line.startsWith("SRS action=rewrite from=\"a@b.example\""))
        .anyMatch(line -> line.startsWith("SRS action=reverse"));

    running.close();
    assertThat(log)
        .endsWith("SRS counted forward.rewritten.srs0=1 key.line-1=2 reverse.original.srs0=1");
    assertThatThrownBy(() -> ask(running, "forward a@b.example")).isInstanceOf(IOException.class);
  }

  @Test
  void sendersThatStayAreLoggedForDebuggingOnly() throws IOException {
    SrsService running = start();
    ask(running, "forward a@srs.example");
    assertThat(log).isEmpty();

    configure("debug = on");
    running.reload();
    ask(running, "forward a@srs.example");
    assertThat(log).anyMatch(line -> line.startsWith("SRS action=leave"));
  }

  @Test
  void wrongConfigurationIsNotAdopted() throws IOException {
    SrsService running = start();
    configure("domains = { b.example } foo = 1");
    running.reload();

    assertThat(log)
        .anyMatch(line -> line.endsWith(":2: error: postsrsd has no option 'foo'"))
        .endsWith("error: configuration not adopted: there are errors in it");
    assertThat(ask(running, "forward a@b.example")).startsWith("OK ");

    configure("domains = { b.example }");
    running.reload();
    assertThat(log).endsWith("configuration adopted");
    assertThat(ask(running, "forward a@b.example")).isEqualTo("NOTFOUND ");
  }

  @Test
  void whereItCannotListenItDoesNotMove() throws IOException {
    SrsService running = start();
    configure(
        "socketmap = 'unix:%s' original-envelope = database envelope-database = 'h2:%s'"
            .formatted(directory.resolve("none/s"), directory.resolve("db")));
    running.reload();

    assertThat(log.get(log.size() - 1))
        .startsWith("error: configuration not adopted: socketmap: cannot listen on unix:");
    assertThat(ask(running, "forward a@b.example")).startsWith("OK ");
    assertThat(opened).singleElement().satisfies(SrsServiceTest::assertClosed);
  }

  private static void assertClosed(SenderStore store) {
    assertThatThrownBy(store::size).hasMessageContaining("the store is closed");
  }

  @Test
  void movesToAnotherSocket() throws IOException {
    SrsService running = start();
    configure("socketmap = 'unix:" + directory.resolve("s") + "'");
    running.reload();
    assertThat(running.address()).isEqualTo("unix:" + directory.resolve("s"));
    assertThat(directory.resolve("s")).exists();

    configure("");
    running.reload();
    assertThat(directory.resolve("s")).doesNotExist();
    assertThat(running.address()).startsWith("inet:127.0.0.1:");
    assertThat(ask(running, "forward a@b.example")).startsWith("OK ");
  }

  @Test
  void secretsAreFollowed() throws IOException {
    SrsService running = start();
    String before = ask(running, "forward a@b.example");
    Files.writeString(
        directory.resolve("secret"), "quite another secret\nan example of a secret\n");

    await().until(() -> !ask(running, "forward a@b.example").equals(before));
    assertThat(ask(running, "reverse " + before.substring(3))).isEqualTo("OK a@b.example");
  }

  @Test
  void whatIsOddInSecretsIsTold() throws IOException {
    Files.writeString(directory.resolve("secret"), "# an example of a comment\n");
    start();

    assertThat(log)
        .singleElement()
        .asString()
        .contains("secret:1: warning: postsrsd knows no comments");
  }

  @Test
  void domainsAreFollowedIfAskedFor() throws IOException {
    Path domains = Files.writeString(directory.resolve("domains"), "c.example\n");
    configure("domains-file-watch = on domains-file = '" + domains + "'");
    SrsService running = start();
    assertThat(ask(running, "forward a@b.example")).startsWith("OK ");

    Files.writeString(domains, "c.example\nb.example\n");

    await().until(() -> ask(running, "forward a@b.example").equals("NOTFOUND "));
  }

  @Test
  void longSendersAreKeptInADatabaseOverReloads() throws IOException {
    String database =
        "original-envelope = database envelope-database = 'h2:" + directory.resolve("db") + "'\n";
    configure(database);
    SrsService running = start();
    String sender = "a".repeat(60) + "@b.example";
    String there = ask(running, "forward " + sender);
    assertThat(there).startsWith("OK SRS0=").contains("=1=").hasSizeLessThan(80);
    assertThat(ask(running, "forward a@b.example")).contains("=b.example=a@");

    configure(database + "debug = on");
    running.reload();
    assertThat(ask(running, "reverse " + there.substring(3))).isEqualTo("OK " + sender);
    assertThat(opened).hasSize(1);
    running.close();
    assertClosed(opened.get(0));
    SrsService next = start();
    assertThat(ask(next, "reverse " + there.substring(3))).isEqualTo("OK " + sender);

    configure("");
    next.reload();
    assertThat(ask(next, "forward a@b.example")).startsWith("OK ");
    assertClosed(opened.get(1));
  }

  @Test
  void doesNotStartWithoutKeysOrPlace() throws IOException {
    Path socket = directory.resolve("s");
    configure("pid-file = '" + directory + "' socketmap = 'unix:" + socket + "'");
    assertThatThrownBy(this::start)
        .isInstanceOf(IOException.class)
        .hasMessage("pid-file: " + directory + " cannot be written, it is not a file");
    assertThat(socket).doesNotExist();
    configure("socketmap = 'unix:" + directory.resolve("none/s") + "'");
    assertThatThrownBy(this::start)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "socketmap: cannot listen on unix:" + directory.resolve("none/s") + ", ");
    configure("");
    Files.writeString(directory.resolve("secret"), "\n");
    assertThatThrownBy(this::start).isInstanceOf(IllegalArgumentException.class);
    assertThat(log)
        .containsExactly(
            directory.resolve("secret") + ": error: holds no key; expected a secret in each line");
  }

  @Test
  void problemsOfSecretsAreToldTogetherWithOthers() throws IOException {
    configure("foo = 1");
    Files.writeString(directory.resolve("secret"), "short\n");

    assertThatThrownBy(this::start).isInstanceOf(IllegalArgumentException.class);
    assertThat(log)
        .hasSize(2)
        .anyMatch(line -> line.endsWith("conf:2: error: postsrsd has no option 'foo'"))
        .anyMatch(line -> line.contains("secret:1: error: "));
  }

  @Test
  void pidFileIsRemoved() throws IOException {
    Path pid = directory.resolve("pid");
    configure("pid-file = '" + pid + "'");
    SrsService running = start();
    assertThat(pid).hasContent(Long.toString(ProcessHandle.current().pid()));

    running.close();

    assertThat(pid).doesNotExist();
    assertThat(running.stopped()).isCompleted();
  }

  @Test
  void pidFileMovesWithItsOption() throws IOException {
    Path before = directory.resolve("before");
    Path after = directory.resolve("after");
    configure("pid-file = '" + before + "'");
    SrsService running = start();

    configure("pid-file = '" + after + "' socketmap = unix:/proc/none");
    running.reload();
    assertThat(before).exists();
    assertThat(after).doesNotExist();

    configure("pid-file = '" + after + "'");
    running.reload();
    assertThat(before).doesNotExist();
    assertThat(after).hasContent(Long.toString(ProcessHandle.current().pid()));

    configure("pid-file = '/proc/none'");
    running.reload();
    assertThat(log).last().asString().contains("not adopted: pid-file: /proc/none cannot be");
    assertThat(after).exists();
    running.close();
    assertThat(after).doesNotExist();
  }

  @Test
  void pidFileOfAnotherProcessStays() throws IOException {
    Path pid = directory.resolve("pid");
    configure("pid-file = '" + pid + "'");
    SrsService running = start();
    Files.writeString(pid, "4711");

    running.close();

    assertThat(pid).hasContent("4711");
  }

  @Test
  void whatChangesWhileItIsReadIsReadAgain() throws IOException {
    Path domains = Files.writeString(directory.resolve("domains"), "c.example\n");
    configure("domains-file-watch = on domains-file = '" + domains + "'");
    AtomicBoolean first = new AtomicBoolean(true);
    SrsService running =
        start(
            () -> {
              ConfigReader.Result result = read();
              if (first.getAndSet(false)) {
                write(domains, "c.example\nb.example\n");
              }
              return result;
            });

    await().until(() -> ask(running, "forward a@b.example").equals("NOTFOUND "));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void watchOutlivesWhateverHappens() throws IOException {
    Path domains = Files.writeString(directory.resolve("domains"), "c.example\n");
    configure("domains-file-watch = on domains-file = '" + domains + "'");
    AtomicBoolean bad = new AtomicBoolean();
    SrsService running =
        start(
            () -> {
              if (bad.get()) {
                throw new OutOfMemoryError("for a moment");
              }
              return read();
            });
    bad.set(true);
    Files.writeString(domains, "c.example\nd.example\n");
    await().until(() -> log.stream().anyMatch(line -> line.contains("for a moment")));

    bad.set(false);
    Files.writeString(domains, "c.example\nd.example\nb.example\n");
    await().until(() -> ask(running, "forward a@b.example").equals("NOTFOUND "));
  }

  @Test
  void reloadOutlivesWhateverHappens() throws IOException {
    AtomicBoolean bad = new AtomicBoolean();
    SrsService running =
        start(
            () -> {
              if (bad.get()) {
                throw new IllegalStateException("ours");
              }
              return read();
            });
    bad.set(true);
    running.reload();

    assertThat(log)
        .containsExactly(
            "error: configuration not adopted: internal error, please report it:"
                + " java.lang.IllegalStateException: ours");
  }

  @Test
  void endsThoughItStillReads() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    SrsService running =
        start(
            () -> {
              if (!first.getAndSet(false)) {
                reading.countDown();
                Awaitility.await().until(() -> release.getCount() == 0);
              }
              return read();
            });
    CompletableFuture<Void> reload = CompletableFuture.runAsync(running::reload);
    assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();

    running.close();

    assertThat(reload).isNotDone();
    release.countDown();
    assertThat(reload).succeedsWithin(Duration.ofSeconds(20));
    assertThat(log).doesNotContain("configuration adopted");
  }

  /** A store that answers when it may. */
  private static final class StoreOfOurs implements SenderStore {

    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public void keep(String name, String sender, String origin, Instant end) throws StoreException {
      try {
        assertThat(answers.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException("keep a sender", e);
      }
    }

    @Override
    public Optional<String> find(String name) {
      return Optional.empty();
    }

    @Override
    public long size() {
      return 0;
    }

    @Override
    public void awaitAnswer(Duration most) {}

    @Override
    public void close() {
      closed.set(true);
    }
  }

  private static final String DATABASE =
      "original-envelope = database envelope-database = h2:/none\n";

  @Test
  void storeIsClosedIfNothingIsStarted() throws IOException {
    StoreOfOurs store = new StoreOfOurs();
    stores = file -> store;
    configure(DATABASE + "socketmap = 'unix:" + directory.resolve("none/s") + "'");
    assertThatThrownBy(this::start).isInstanceOf(IOException.class);
    assertThat(store.closed).isTrue();

    store.closed.set(false);
    configure(DATABASE + "pid-file = /proc/none");
    assertThatThrownBy(this::start).isInstanceOf(IOException.class);
    assertThat(store.closed).isTrue();
  }

  @Test
  void nobodyElseWaitsForAStoreThatHangs() throws Exception {
    StoreOfOurs store = new StoreOfOurs();
    stores = file -> store;
    configure(DATABASE);
    SrsService running = start();
    ExecutorService senders = Executors.newFixedThreadPool(40);
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String request = "forward " + "x".repeat(60) + i + "@b.example";
      answers.add(senders.submit(() -> ask(running, request)));
    }
    await().until(() -> answers.stream().filter(Future::isDone).count() == 36);

    assertThat(ask(running, "forward a@b.example")).startsWith("OK SRS0=");

    store.answers.countDown();
    List<String> texts = new ArrayList<>();
    for (Future<String> answer : answers) {
      texts.add(answer.get());
    }
    assertThat(texts).filteredOn(text -> text.startsWith("OK ")).hasSize(4);
    assertThat(texts).filteredOn(text -> text.startsWith("TEMP the store does not")).hasSize(36);
    assertThat(ask(running, "forward " + "y".repeat(60) + "@b.example")).startsWith("OK ");
    senders.shutdown();
  }
}
