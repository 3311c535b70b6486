package org.spfsuite.srs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.spfsuite.srs.store.SenderStore.Kept;

/** What each store does. */
abstract class SenderStoreContract {

  private static final Duration MONTH = Duration.ofDays(22);
  private static final Duration DAY = Duration.ofDays(1);

  final FakeClock clock = new FakeClock();
  private final List<SenderStore> stores = new ArrayList<>();

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
    assertThat(store.keep("ABC", "Some.One@Example.org", "example.org", later()))
        .isEqualTo(Kept.KEPT);
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
    assertThat(store.keep("ABC", "a@example.org", "example.org", later())).isEqualTo(Kept.KEPT);
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
        .hasMessageContaining("another");
    assertThat(store.find("ABC")).contains("a@example.org");
  }

  @Test
  void anExpiredNameIsFree() throws Exception {
    SenderStore store = open();
    store.keep("ABC", "a@example.org", "example.org", later());
    clock.pass(MONTH.plus(DAY));
    assertThat(store.keep("ABC", "b@example.net", "example.net", later())).isEqualTo(Kept.KEPT);
    assertThat(store.find("ABC")).contains("b@example.net");
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void anOriginIsBounded() throws Exception {
    SenderStore store = open(3, 100);
    for (int i = 0; i < 3; i++) {
      assertThat(keep(store, i, "example.org")).isEqualTo(Kept.KEPT);
    }
    assertThat(keep(store, 3, "example.org")).isEqualTo(Kept.ORIGIN_FULL);
    assertThat(store.find("N3")).isEmpty();
    assertThat(keep(store, 3, "example.net")).isEqualTo(Kept.KEPT);
    assertThat(keep(store, 0, "example.org")).as("known already").isEqualTo(Kept.KEPT);
    clock.pass(MONTH.plus(DAY));
    assertThat(keep(store, 4, "example.org")).as("the others are expired").isEqualTo(Kept.KEPT);
  }

  @Test
  void theTotalIsBounded() throws Exception {
    SenderStore store = open(100, 5);
    for (int i = 0; i < 5; i++) {
      assertThat(keep(store, i, i + ".example")).isEqualTo(Kept.KEPT);
    }
    assertThat(keep(store, 5, "5.example")).isEqualTo(Kept.FULL);
    assertThat(keep(store, 4, "4.example")).as("known already").isEqualTo(Kept.KEPT);
    clock.pass(MONTH.plus(DAY));
    assertThat(keep(store, 5, "5.example")).as("the others are expired").isEqualTo(Kept.KEPT);
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void theTotalIsKnownAfterReopening() throws Exception {
    SenderStore store = open(100, 2);
    keep(store, 0, "0.example");
    keep(store, 1, "1.example");
    store.close();
    SenderStore again = open(100, 2);
    assertThat(again.size()).isEqualTo(2);
    assertThat(keep(again, 2, "2.example")).isEqualTo(Kept.FULL);
  }

  @Test
  void expiredOnesAreSweptByWhoeverKeeps() throws Exception {
    SenderStore store = open();
    int many = 300;
    for (int i = 0; i < many; i++) {
      keep(store, i, "example.org");
    }
    clock.pass(MONTH.plus(DAY));
    for (int i = 0; i < many; i++) {
      keep(store, many + i, "example.org");
    }
    assertThat(store.size()).isEqualTo(many);
    clock.pass(DAY);
    assertThat(store.size()).as("counted again").isEqualTo(many);
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
    assertThat(store.keep("TEXT", text, origin, later())).isEqualTo(Kept.KEPT);
    assertThat(store.keep("OTHER", text, origin, later())).isEqualTo(Kept.KEPT);
    assertThat(store.find("TEXT")).contains(text);
    String name = text.length() > 40 ? text.substring(0, 40) : text;
    assertThat(store.keep(name, text, origin, later())).isEqualTo(Kept.KEPT);
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
        .isInstanceOf(StoreException.class);
    assertThat(store.keep("N", longest, "example.org", later())).isEqualTo(Kept.KEPT);
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void endsMayBeAnywhere() throws Exception {
    SenderStore store = open();
    assertThat(store.keep("MIN", "a@example.org", "example.org", Instant.MIN)).isEqualTo(Kept.KEPT);
    assertThat(store.keep("MAX", "b@example.org", "example.org", Instant.MAX)).isEqualTo(Kept.KEPT);
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
    assertThat(keep(store, 2, "example.org")).isEqualTo(Kept.KEPT);
  }

  @Test
  void manyThreadsKeepDifferentNames() throws Exception {
    SenderStore store = open();
    List<Kept> kept = inParallel(16, 25, (thread, i) -> keep(store, thread * 25 + i, "o" + thread));
    assertThat(kept).hasSize(400).containsOnly(Kept.KEPT);
    assertThat(store.size()).isEqualTo(400);
    for (int i = 0; i < 400; i++) {
      assertThat(store.find("N" + i)).contains("n" + i + "@o" + i / 25);
    }
  }

  @Test
  void manyThreadsKeepTheSameNames() throws Exception {
    SenderStore store = open();
    List<Kept> kept = inParallel(16, 25, (thread, i) -> keep(store, i, "example.org"));
    assertThat(kept).hasSize(400).containsOnly(Kept.KEPT);
    assertThat(store.size()).isEqualTo(25);
    assertThat(store.find("N24")).contains("n24@example.org");
  }

  @Test
  void manyThreadsDoNotExceedACap() throws Exception {
    SenderStore store = open(30, 1_000);
    List<Kept> kept = inParallel(8, 10, (thread, i) -> keep(store, thread * 10 + i, "example.org"));
    assertThat(kept).filteredOn(Kept.KEPT::equals).hasSize(30);
    assertThat(kept).filteredOn(Kept.ORIGIN_FULL::equals).hasSize(50);
  }

  @Test
  void threadsThatPutOffWhileOthersSweepLoseNothing() throws Exception {
    SenderStore store = open();
    for (int i = 0; i < 100; i++) {
      keep(store, i, "example.org");
    }
    clock.pass(MONTH.plus(DAY));
    List<Kept> kept =
        inParallel(8, 100, (thread, i) -> keep(store, thread < 4 ? i : 1_000 * thread + i, "o"));
    assertThat(kept).containsOnly(Kept.KEPT);
    for (int i = 0; i < 100; i++) {
      assertThat(store.find("N" + i)).contains("n" + i + "@o");
    }
  }

  final Kept keep(SenderStore store, int i, String origin) throws StoreException {
    return store.keep("N" + i, "n" + i + "@" + origin, origin, later());
  }

  /** Something that each thread does several times. */
  interface Step {
    Kept at(int thread, int i) throws Exception;
  }

  static List<Kept> inParallel(int threads, int steps, Step step) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<List<Kept>>> work =
          IntStream.range(0, threads)
              .<Callable<List<Kept>>>mapToObj(thread -> () -> all(thread, steps, step))
              .toList();
      List<Kept> kept = new ArrayList<>();
      for (Future<List<Kept>> future : executor.invokeAll(work)) {
        kept.addAll(future.get());
      }
      return kept;
    } finally {
      executor.shutdownNow();
    }
  }

  private static List<Kept> all(int thread, int steps, Step step) throws Exception {
    List<Kept> kept = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      kept.add(step.at(thread, i));
    }
    return kept;
  }
}
