package org.spfsuite.srs.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.srs.outcome.ReverseOutcome.Refusal;

/** What the guard lets through. */
final class ReversalGuardTest {

  private static final Duration LIFETIME = Duration.ofDays(22);
  private static final Optional<String> CLIENT = Optional.of("192.0.2.1");

  private final FakeTime time = new FakeTime();

  private ReversalGuard guard(ReversalLimits limits) {
    return new ReversalGuard(limits, LIFETIME, time);
  }

  private static Reversal bounce(int address, String target) {
    return new Reversal("", "u" + address, target);
  }

  private static Reversal from(String reversePath, String target) {
    return new Reversal(reversePath, "me", target);
  }

  private static int granted(int tries, Supplier<Permission> permission) {
    int granted = 0;
    for (int i = 0; i < tries; i++) {
      granted += permission.get() == Permission.GRANTED ? 1 : 0;
    }
    return granted;
  }

  @ParameterizedTest
  @CsvSource({
    "true,  '',            me@example.org,              GRANTED",
    "true,  '',            SRS0=opaque@first.example,   GRANTED",
    "true,  a@example.net, me@example.org,              NOT_A_BOUNCE",
    "true,  a@example.net, SRS0=opaque@first.example,   NOT_A_BOUNCE",
    "false, '',            me@example.org,              GRANTED",
    "false, '',            SRS0=opaque@first.example,   GRANTED",
    "false, a@example.net, me@example.org,              GRANTED",
    "false, a@example.net, SRS0=opaque@first.example,   NOT_A_BOUNCE",
    "false, a@example.net, srs1+opaque@second.example,  NOT_A_BOUNCE",
    "false, a@example.net, srs0@example.org,            GRANTED",
  })
  void whoMayWrite(boolean bouncesOnly, String reversePath, String target, Permission expected) {
    ReversalGuard guard = guard(ReversalLimits.DEFAULTS.withBouncesOnly(bouncesOnly));
    Reversal reversal = from(reversePath, target);
    assertThat(guard.ask(reversal)).isEqualTo(expected);
    assertThat(guard.use(reversal)).isEqualTo(expected);
  }

  @Test
  void askingTakesNothingAway() {
    ReversalGuard guard = guard(ReversalLimits.DEFAULTS);
    assertThat(granted(10_000, () -> guard.ask(bounce(1, "me@example.org")))).isEqualTo(10_000);
    assertThat(guard.size()).isZero();
    assertThat(guard.use(bounce(1, "me@example.org"))).isEqualTo(Permission.GRANTED);
  }

  @Test
  void anAddressIsUsedUpForItsLifetime() {
    ReversalGuard guard = guard(ReversalLimits.DEFAULTS.withMessages(20, 60, 2));
    assertThat(granted(50, () -> guard.use(bounce(1, "me@example.org")))).isEqualTo(20);
    assertThat(guard.ask(bounce(1, "me@example.org"))).isEqualTo(Permission.USED_UP);
    assertThat(guard.use(bounce(2, "me@example.org"))).isEqualTo(Permission.GRANTED);
    time.pass(LIFETIME.minusSeconds(1));
    assertThat(guard.use(bounce(1, "me@example.org"))).isEqualTo(Permission.USED_UP);
    time.pass(Duration.ofSeconds(2));
    assertThat(guard.use(bounce(1, "me@example.org"))).isEqualTo(Permission.GRANTED);
  }

  /** All mail of an author on one day has one address; a mailing to many aliases may bounce. */
  @Test
  void bouncesOfAMailingWaitAndArrive() {
    ReversalGuard guard = guard(ReversalLimits.DEFAULTS);
    Reversal bounce = bounce(1, "newsletter@example.org");
    assertThat(granted(100, () -> guard.use(bounce))).isEqualTo(60);
    assertThat(guard.ask(bounce).isTemporary()).isTrue();
    time.pass(Duration.ofMinutes(61));
    assertThat(granted(100, () -> guard.use(bounce))).isEqualTo(40);
    assertThat(guard.ask(bounce)).isEqualTo(Permission.USED_UP);
  }

  @Test
  void aPersonGetsOnlySoManyInAnHour() {
    ReversalGuard guard = guard(ReversalLimits.DEFAULTS);
    int[] address = {0};
    Supplier<Permission> next = () -> guard.use(bounce(address[0]++, "Me@example.org"));
    assertThat(granted(200, next)).isEqualTo(60);
    assertThat(guard.ask(bounce(1_000, "mE@Example.ORG"))).isEqualTo(Permission.TARGET_BUSY);
    assertThat(guard.ask(bounce(1_000, "you@example.org"))).isEqualTo(Permission.GRANTED);
    time.pass(Duration.ofMinutes(59));
    assertThat(granted(200, next)).isZero();
    time.pass(Duration.ofMinutes(1).plusSeconds(1));
    assertThat(granted(200, next)).isEqualTo(60);
  }

  @Test
  void whatIsRefusedIsNoUse() {
    ReversalGuard guard = guard(ReversalLimits.DEFAULTS.withMessages(2, 1, 1));
    assertThat(guard.use(bounce(1, "me@example.org"))).isEqualTo(Permission.GRANTED);
    assertThat(granted(10, () -> guard.use(bounce(1, "me@example.org")))).isZero();
    time.pass(Duration.ofHours(2));
    assertThat(guard.use(bounce(1, "me@example.org"))).isEqualTo(Permission.GRANTED);
  }

  @Test
  void messagesWithASenderAreFew() {
    ReversalGuard guard = guard(ReversalLimits.DEFAULTS.withBouncesOnly(false));
    Reversal other = from("vacation@example.net", "me@example.org");
    assertThat(granted(10, () -> guard.use(other))).isEqualTo(2);
    assertThat(guard.ask(other)).isEqualTo(Permission.TARGET_BUSY);
    assertThat(guard.use(from("", "me@example.org"))).isEqualTo(Permission.GRANTED);
    time.pass(Duration.ofMinutes(61));
    assertThat(granted(10, () -> guard.use(other))).isEqualTo(2);
  }

  @Test
  void clientsGuessOnlySoOften() {
    ReversalGuard guard = guard(ReversalLimits.DEFAULTS);
    int guesses = 0;
    while (guard.askClient(CLIENT) == Permission.GRANTED) {
      guard.refused(CLIENT, Refusal.BAD_HASH);
      guesses++;
    }
    assertThat(guesses).isEqualTo(20);
    assertThat(guard.askClient(CLIENT)).isEqualTo(Permission.CLIENT_BUSY);
    assertThat(guard.askClient(Optional.of("192.0.2.2"))).isEqualTo(Permission.GRANTED);
    assertThat(guard.askClient(Optional.empty())).isEqualTo(Permission.GRANTED);
    assertThat(guard.ask(bounce(1, "me@example.org"))).isEqualTo(Permission.GRANTED);
    time.pass(Duration.ofMinutes(61));
    assertThat(guard.askClient(CLIENT)).isEqualTo(Permission.GRANTED);
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void onlyWhatNobodySignedIsAGuess(Refusal refusal) {
    ReversalGuard guard = guard(ReversalLimits.DEFAULTS.withGuesses(1));
    guard.refused(CLIENT, refusal);
    guard.refused(Optional.empty(), refusal);
    assertThat(guard.askClient(CLIENT))
        .isEqualTo(refusal == Refusal.BAD_HASH ? Permission.CLIENT_BUSY : Permission.GRANTED);
  }

  /** Otherwise whoever has addresses of his own could shut out all bounces for weeks. */
  @Test
  void aFullGuardShutsNobodyOut() {
    ReversalGuard guard = guard(ReversalLimits.DEFAULTS.withEntries(1_000));
    int[] i = {0};
    assertThat(granted(5_000, () -> guard.use(bounce(i[0], "t" + i[0]++ + "@example.org"))))
        .isEqualTo(5_000);
    assertThat(guard.use(bounce(9_999, "new@example.org"))).isEqualTo(Permission.GRANTED);
    assertThat(guard.askClient(Optional.of("client1"))).isEqualTo(Permission.GRANTED);
  }

  @Test
  void makingAFullGuardForgetCostsMoreThanItGains() {
    ReversalGuard guard = guard(ReversalLimits.DEFAULTS.withMessages(20, 60, 2).withEntries(1_000));
    int[] i = {2};
    Supplier<Permission> other = () -> guard.use(bounce(i[0], "t" + i[0]++ + "@example.org"));
    int gained = 0;
    for (int round = 0; round < 1_000; round++) {
      gained += granted(1, () -> guard.use(bounce(1, "me@example.org")));
      granted(5, other);
    }
    assertThat(gained).as("what is used is not forgotten").isEqualTo(20);
    granted(900, other);
    assertThat(guard.ask(bounce(1, "me@example.org"))).isEqualTo(Permission.USED_UP);
  }

  @Test
  void aFullGuardForgetsGuessesLongAgo() {
    ReversalGuard guard = guard(ReversalLimits.DEFAULTS.withEntries(1_000).withGuesses(1));
    for (int i = 0; i < 5_000; i++) {
      guard.refused(Optional.of("client" + i), Refusal.BAD_HASH);
    }
    assertThat(guard.askClient(Optional.of("client4999"))).isEqualTo(Permission.CLIENT_BUSY);
    assertThat(guard.size()).isEqualTo(1_000);
  }

  @Test
  void aMillionPersonsTakeNoMoreRoomThanAllowed() {
    ReversalGuard guard = guard(ReversalLimits.DEFAULTS.withEntries(10_000));
    String tail = "x".repeat(200) + "@example.org";
    for (int i = 0; i < 1_000_000; i++) {
      guard.use(bounce(i, "t" + i + tail));
      guard.refused(Optional.of("client" + i), Refusal.BAD_HASH);
    }
    assertThat(guard.size()).isEqualTo(30_000);
  }

  @Test
  void manyThreadsDoNotExceedABudget() throws Exception {
    ReversalGuard guard = guard(ReversalLimits.DEFAULTS.withMessages(500, 1_000, 1));
    ExecutorService executor = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        futures.add(
            executor.submit(() -> granted(200, () -> guard.use(bounce(1, "me@example.org")))));
      }
      int granted = 0;
      for (Future<Integer> future : futures) {
        granted += future.get();
      }
      assertThat(granted).isEqualTo(500);
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void eachPermissionHasItsRefusal() {
    assertThat(Permission.GRANTED.refusal()).isEmpty();
    assertThat(Permission.NOT_A_BOUNCE.refusal()).contains(Refusal.NOT_A_BOUNCE);
    assertThat(Permission.USED_UP.refusal()).contains(Refusal.USED_UP);
    assertThat(Permission.TARGET_BUSY.refusal()).contains(Refusal.TOO_MANY);
    assertThat(Permission.CLIENT_BUSY.refusal()).contains(Refusal.TOO_MANY);
    assertThat(Permission.values())
        .filteredOn(Permission::isTemporary)
        .containsExactly(Permission.TARGET_BUSY, Permission.CLIENT_BUSY);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 10_001})
  void numbersHaveRanges(int uses) {
    assertThatThrownBy(() -> ReversalLimits.DEFAULTS.withMessages(uses, 60, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 10000, not " + uses);
    assertThatThrownBy(() -> ReversalLimits.DEFAULTS.withGuesses(uses))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "10000, 100000, 100000, 10000, 10000000, ''",
    "1,     1,      1,      1,     1000,     ''",
    "20,    100001, 2,      20,    1000,     messages to a person in an hour must be 1 to 100000",
    "20,    1,      2,      20,    1000,     messages with a sender to a person in an hour",
    "20,    1,      0,      20,    1000,     messages with a sender to a person in an hour",
    "20,    60,     2,      10001, 1000,     guesses of a client in an hour must be 1 to 10000",
    "20,    60,     2,      20,    999,      'entries must be 1000 to 10000000, not 999'",
    "20,    60,     2,      20,    10000001, entries must be 1000 to 10000000",
  })
  void eachNumberHasItsRange(
      int uses, int perTarget, int others, int guesses, int entries, String problem) {
    ThrowingCallable make =
        () -> new ReversalLimits(true, uses, perTarget, others, guesses, entries);
    if (problem.isEmpty()) {
      assertThatCode(make).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(make)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(problem);
    }
  }
}
