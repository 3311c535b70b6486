package org.spfsuite.srs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each store does. */
abstract class SenderStoreContract {

  private static final Duration MONTH = Duration.ofDays(22);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WAIT = Duration.ofSeconds(30);

  final FakeClock clock = new FakeClock();
  private final List<SenderStore> stores = new ArrayList<>();

  /** A connection to the data of the stores, while one is open. */
  abstract Connection connect() throws SQLException;

  /** A store with the data of all those that were made in the same test. */
  abstract SenderStore make(StoreOptions options, InstantSource clock);

  @AfterEach
  void closeAll() {
    stores.forEach(SenderStore::close);
  }

  final SenderStore open(StoreOptions options) {
    SenderStore store = make(options, clock);
    stores.add(store);
    return store;
  }

  final SenderStore open() {
    return open(StoreOptions.DEFAULTS.withDeadline(Duration.ofSeconds(20)));
  }

  final SenderStore open(int perOrigin, long total) {
    return open(
        StoreOptions.DEFAULTS.withDeadline(Duration.ofSeconds(20)).withCaps(perOrigin, total));
  }

  final Instant later() {
    return clock.in(MONTH);
  }

  @Test
  void whoWaitsIsAnsweredOrToldWhyNot() throws Exception {
    SenderStore store = open();
    store.awaitAnswer(Duration.ofSeconds(30));
    store.close();
    assertThatThrownBy(() -> store.awaitAnswer(Duration.ofMillis(200)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void keepsAndFinds() throws Exception {
    SenderStore store = open();
    assertThat(store.size()).isZero();
    assertThat(store.find("ABC")).isEmpty();
    store.keep("ABC", "Some.One@Example.org", "example.org", later());
    assertThat(store.find("ABC")).contains("Some.One@Example.org");
    assertThat(store.find("abc")).isEmpty();
    assertThat(store.find("")).isEmpty();
    assertThat(store.find("A".repeat(1_000))).isEmpty();
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void findsAfterReopening() throws Exception {
    SenderStore store = open();
    store.keep("ABC", "a@example.org", "example.org", later());
    store.close();
    assertThat(open().find("ABC")).contains("a@example.org");
  }

  @Test
  void expires() throws Exception {
    SenderStore store = open();
    store.keep("ABC", "a@example.org", "example.org", later());
    clock.pass(MONTH.minusSeconds(1));
    assertThat(store.find("ABC")).contains("a@example.org");
    clock.pass(DAY.plusSeconds(1));
    assertThat(store.find("ABC")).isEmpty();
  }

  @Test
  void putsTheEndOff() throws Exception {
    SenderStore store = open();
    store.keep("ABC", "a@example.org", "example.org", later());
    clock.pass(DAY.multipliedBy(10));
    store.keep("ABC", "a@example.org", "example.org", later());
    clock.pass(MONTH.minusSeconds(1));
    assertThat(store.find("ABC")).contains("a@example.org");
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void neverPutsTheEndForward() throws Exception {
    SenderStore store = open();
    store.keep("ABC", "a@example.org", "example.org", later());
    store.keep("ABC", "a@example.org", "example.org", clock.in(DAY));
    clock.pass(DAY.multipliedBy(20));
    assertThat(store.find("ABC")).contains("a@example.org");
  }

  @Test
  void anotherSenderIsNotPutInItsPlace() throws Exception {
    SenderStore store = open();
    store.keep("ABC", "a@example.org", "example.org", later());
    assertThatThrownBy(() -> store.keep("ABC", "b@example.org", "example.org", later()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("another")
        .extracting(e -> ((StoreException) e).isTemporary())
        .isEqualTo(false);
    assertThat(store.find("ABC")).contains("a@example.org");
  }

  @Test
  void ofOneSenderInTwoCasesTheFirstIsKept() throws Exception {
    SenderStore store = open();
    store.keep("ABC", "a@Example.org", "example.org", later());
    store.keep("ABC", "a@EXAMPLE.org", "example.org", later());
    clock.pass(DAY);
    store.keep("ABC", "a@example.org", "example.org", later());
    clock.pass(MONTH.minusSeconds(1));
    assertThat(store.find("ABC")).contains("a@Example.org");
    assertThat(names()).containsExactly("ABC");
  }

  @Test
  void anExpiredNameIsFree() throws Exception {
    SenderStore store = open();
    store.keep("ABC", "a@example.org", "example.org", later());
    clock.pass(MONTH.plus(DAY));
    store.keep("ABC", "b@example.net", "example.net", later());
    assertThat(store.find("ABC")).contains("b@example.net");
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void theOldestOfAnOriginMakeRoom() throws Exception {
    SenderStore store = open(3, 100);
    keep(store, 99, "example.net");
    for (int i = 0; i < 5; i++) {
      keep(store, i, "example.org");
    }
    awaitNames("N2", "N3", "N4", "N99");
    assertThat(store.find("N0")).isEmpty();
    clock.pass(DAY.multipliedBy(2));
    keep(store, 2, "example.org");
    keep(store, 5, "example.org");
    awaitNames("N2", "N4", "N5", "N99"); // N2 was kept again
  }

  @Test
  void theOldestOfAllMakeRoom() throws Exception {
    SenderStore store = open(100, 3);
    for (int i = 0; i < 5; i++) {
      keep(store, i, i + ".example");
    }
    awaitNames("N2", "N3", "N4");
    assertThat(store.size()).isEqualTo(3);
    store.close();
    clock.pass(Duration.ofSeconds(1));
    keep(open(100, 3), 5, "5.example");
    awaitNames("N3", "N4", "N5");
  }

  @Test
  void whatIsKeptNowStaysEvenIfItEndsFirst() throws Exception {
    SenderStore store = open(2, 2);
    keep(store, 0, "example.org");
    keep(store, 1, "example.org");
    store.keep("NEW", "a@example.org", "example.org", clock.in(DAY));
    awaitNames("N1", "NEW");
  }

  @Test
  void withRoomForOneTheLastOneStays() throws Exception {
    SenderStore store = open(1, 1);
    for (int i = 0; i < 50; i++) {
      keep(store, i, "example.org");
      assertThat(store.find("N" + i)).isPresent();
    }
    awaitNames("N49");
  }

  /** Turns are drawn, every second insert here: this fails once in a thousand million times. */
  @Test
  void manyOfOneOriginAreNotManyMore() throws Exception {
    SenderStore store = open(200, 100_000);
    for (int i = 0; i < 300; i++) {
      keep(store, i, "example.org");
    }
    await().atMost(WAIT).until(() -> names().size() <= 200 + 30);
    assertThat(names()).contains("N299", "N150").doesNotContain("N0", "N50");
  }

  @Test
  void expiredOnesAreSweptByWhoeverKeeps() throws Exception {
    SenderStore store = open();
    keep(store, 0, "example.org");
    keep(store, 1, "example.org");
    clock.pass(MONTH.plus(DAY));
    keep(store, 2, "example.org");
    awaitNames("N2");
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void expiredOnesAreSweptByWhoeverFinds() throws Exception {
    SenderStore store = open();
    keep(store, 0, "example.org");
    clock.pass(MONTH.plus(DAY));
    assertThat(store.find("N1")).isEmpty();
    awaitNames();
  }

  @Test
  void expiredOnesAreSweptByWhoeverCounts() throws Exception {
    SenderStore store = open();
    keep(store, 0, "example.org");
    clock.pass(MONTH.plus(DAY));
    assertThat(store.size()).isLessThanOrEqualTo(1);
    awaitNames();
  }

  @Test
  void aTableThatIsDroppedIsMadeAgain() throws Exception {
    SenderStore store = open();
    keep(store, 0, "example.org");
    sql("DROP TABLE spf_srs_sender");
    assertThat(store.find("N0")).isEmpty();
    sql("DROP TABLE spf_srs_sender");
    keep(store, 1, "example.org");
    assertThat(store.find("N1")).isPresent();
  }

  private void sql(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What is in the table, expired or not. */
  final List<String> names() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name FROM spf_srs_sender")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private void awaitNames(String... wanted) {
    await().atMost(WAIT).untilAsserted(() -> assertThat(names()).containsExactlyInAnyOrder(wanted));
  }

  static List<String> hostile() {
    return List.of(
        "'; DROP TABLE spf_srs_sender; --@example.org",
        "\"a'\\\"\"@example.org",
        "%_?$1{fn now()}/*@example.org",
        "\\'\\u0027\\\\@example.org",
        "@example.org",
        " ",
        "\t\r\n\u0001\u007f\u0085",
        "\u00e9\u00df\u0130\u0131\u4e2d\u6587@\u4f8b\u3048.jp",
        "e\u0301@example.org",
        "\ud83d\ude00".repeat(500),
        "\uffff\u202e\u200b\ufeff",
        "a".repeat(1_000),
        "\u4e2d".repeat(SenderStore.MAX_SENDER));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void textIsOnlyText(String text) throws Exception {
    SenderStore store = open();
    String origin = text.length() < 1_500 ? text + ".example" : "example.org";
    store.keep("TEXT", text, origin, later());
    store.keep("OTHER", text, origin, later());
    assertThat(store.find("TEXT")).contains(text);
    String name = text.length() > 40 ? text.substring(0, 40) : text;
    store.keep(name, text, origin, later());
    assertThat(store.find(name)).contains(text);
  }

  @Test
  void whatNoDatabaseTakesIsRefused() throws Exception {
    SenderStore store = open();
    String longest = "a".repeat(SenderStore.MAX_SENDER);
    for (String name : List.of("", "N".repeat(65))) {
      assertThatThrownBy(() -> store.keep(name, "a@example.org", "example.org", later()))
          .isInstanceOf(StoreException.class);
    }
    assertThatThrownBy(() -> store.keep("N", longest + "a", "example.org", later()))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.keep("N", "a\0b@example.org", "example.org", later()))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.isTemporary()).as("temporary").isFalse());
    store.keep("N", longest, "example.org", later());
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void endsMayBeAnywhere() throws Exception {
    SenderStore store = open();
    store.keep("MIN", "a@example.org", "example.org", Instant.MIN);
    store.keep("MAX", "b@example.org", "example.org", Instant.MAX);
    assertThat(store.find("MIN")).isEmpty();
    assertThat(store.find("MAX")).contains("b@example.org");
  }

  @Test
  void aClosedStoreSaysSo() throws Exception {
    SenderStore store = open();
    store.keep("ABC", "a@example.org", "example.org", later());
    store.close();
    store.close();
    assertThatThrownBy(() -> store.find("ABC"))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.text()).isEqualTo("find a sender: the store is closed"));
    assertThatThrownBy(() -> store.keep("ABC", "a@example.org", "example.org", later()))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(store::size).isInstanceOf(StoreException.class);
  }

  @Test
  void interruptedCallersHarmNobody() throws Exception {
    SenderStore store = open();
    keep(store, 0, "example.org");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> keep(store, 1, "example.org")).isInstanceOf(StoreException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(store.find("N0")).isPresent();
    keep(store, 2, "example.org");
    assertThat(store.find("N2")).isPresent();
  }

  @Test
  void manyThreadsKeepDifferentNames() throws Exception {
    SenderStore store = open();
    inParallel(16, 25, (thread, i) -> keep(store, thread * 25 + i, "o" + thread));
    clock.pass(DAY);
    assertThat(store.size()).as("counted again").isEqualTo(400);
    for (int i = 0; i < 400; i++) {
      assertThat(store.find("N" + i)).contains("n" + i + "@o" + i / 25);
    }
  }

  @Test
  void manyThreadsKeepTheSameNames() throws Exception {
    SenderStore store = open();
    inParallel(16, 25, (thread, i) -> keep(store, i, "example.org"));
    assertThat(names()).hasSize(25);
    assertThat(store.find("N24")).contains("n24@example.org");
  }

  @Test
  void manyThreadsDoNotExceedACap() throws Exception {
    SenderStore store = open(30, 1_000);
    inParallel(8, 10, (thread, i) -> keep(store, thread * 10 + i, "example.org"));
    await().atMost(WAIT).until(() -> names().size() == 30);
    keep(store, 99, "example.org");
    assertThat(names()).contains("N99");
  }

  @Test
  void threadsThatPutOffWhileOthersSweepLoseNothing() throws Exception {
    SenderStore store = open();
    for (int i = 0; i < 100; i++) {
      keep(store, i, "example.org");
    }
    clock.pass(MONTH.plus(DAY));
    inParallel(8, 100, (thread, i) -> keep(store, thread < 4 ? i : 1_000 * thread + i, "o"));
    for (int i = 0; i < 100; i++) {
      assertThat(store.find("N" + i)).contains("n" + i + "@o");
    }
  }

  final void keep(SenderStore store, int i, String origin) throws StoreException {
    store.keep("N" + i, "n" + i + "@" + origin, origin, later());
  }

  /** Something that each thread does several times. */
  interface Step {
    void at(int thread, int i) throws Exception;
  }

  static void inParallel(int threads, int steps, Step step) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Integer>> work =
          IntStream.range(0, threads)
              .<Callable<Integer>>mapToObj(thread -> () -> all(thread, steps, step))
              .toList();
      for (Future<Integer> future : executor.invokeAll(work)) {
        assertThat(future.get()).isEqualTo(steps);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static int all(int thread, int steps, Step step) throws Exception {
    for (int i = 0; i < steps; i++) {
      step.at(thread, i);
    }
    return steps;
  }
}
