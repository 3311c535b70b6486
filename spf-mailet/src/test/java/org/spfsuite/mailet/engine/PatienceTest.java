package org.spfsuite.mailet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * On a clock of our own: a future that is waited for moves it by what the wait was allowed to be.
 */
final class PatienceTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final AtomicLong clock = new AtomicLong(-1_000_000);
  private final Patience patience = new Patience(clock::get);

  /** Never done; waiting for it takes all the time there is, or as long as it says. */
  private final class Slow extends CompletableFuture<String> {
    private final Duration takes;
    private Duration waited = Duration.ZERO;

    Slow(Duration takes) {
      this.takes = takes;
    }

    @Override
    public String get(long timeout, TimeUnit unit) throws TimeoutException {
      Duration allowed = Duration.ofNanos(unit.toNanos(timeout));
      boolean comes = takes.compareTo(allowed) <= 0;
      waited = comes ? takes : allowed;
      clock.addAndGet(waited.toNanos());
      if (comes) {
        return "there";
      }
      throw new TimeoutException();
    }
  }

  private Duration waits(Duration takes) throws Exception {
    Slow slow = new Slow(takes);
    long deadline = patience.now() + LIMIT.toNanos();
    try {
      assertThat(patience.await(slow, deadline, LIMIT)).isEqualTo("there");
    } catch (TimeoutException e) {
      assertThat(slow.waited).isLessThan(takes);
    }
    return slow.waited;
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void whatIsThereIsTakenAtOnceAndAlways() throws Exception {
    waits(Duration.ofDays(1));
    CompletableFuture<String> done = CompletableFuture.completedFuture("here");
    assertThat(patience.await(done, patience.now() - 1, LIMIT)).isEqualTo("here");
  }

  @Test
  void aThreadWaitsNoLongerThanTheLimitInARow() throws Exception {
    assertThat(waits(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
    assertThat(waits(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
    assertThat(waits(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(1));
    assertThat(waits(Duration.ofSeconds(2))).isEqualTo(Duration.ZERO);
  }

  @Test
  void whatWasWaitedIsForgivenAsTimeGoesBy() throws Exception {
    assertThat(waits(Duration.ofDays(1))).isEqualTo(LIMIT);
    pass(Duration.ofSeconds(1));
    assertThat(waits(Duration.ofDays(1))).isEqualTo(Duration.ofSeconds(1));
    pass(Duration.ofSeconds(3));
    assertThat(waits(Duration.ofDays(1))).isEqualTo(Duration.ofSeconds(3));
    pass(Duration.ofDays(1));
    assertThat(waits(Duration.ofDays(1))).isEqualTo(LIMIT);
  }

  @Test
  void theDeadlineOfTheCheckHoldsToo() {
    Slow slow = new Slow(Duration.ofDays(1));
    long deadline = patience.now() + Duration.ofSeconds(1).toNanos();
    assertThatThrownBy(() -> patience.await(slow, deadline, LIMIT))
        .isInstanceOf(TimeoutException.class);
    assertThat(slow.waited).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void eachThreadHasItsOwn() throws Exception {
    waits(Duration.ofDays(1));
    CompletableFuture<Duration> other = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                other.complete(waits(Duration.ofSeconds(2)));
              } catch (Exception e) {
                other.completeExceptionally(e);
              }
            });
    thread.start();
    assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo(Duration.ofSeconds(2));
  }
}
