package org.spfsuite.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LookoutTest {

  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger looks = new AtomicInteger();
  private final Lookout lookout = new Lookout(Duration.ofSeconds(1), now::get);

  private void later() {
    now.addAndGet(Duration.ofSeconds(1).toNanos());
  }

  private void pass() {
    lookout.pass(looks::incrementAndGet);
  }

  @Test
  void looksOnceInAnInterval() {
    pass();
    assertThat(looks).as("it is not time yet").hasValue(0);
    later();
    pass();
    pass();
    assertThat(looks).hasValue(1);
    later();
    pass();
    assertThat(looks).hasValue(2);
  }

  @Test
  void othersGoOnMeanwhile() {
    later();
    lookout.pass(
        () -> {
          looks.incrementAndGet();
          CompletableFuture.runAsync(this::pass).join();
        });
    assertThat(looks).hasValue(1);
  }

  @Test
  void theIntervalCountsFromTheEndOfALook() {
    later();
    lookout.pass(this::later);
    pass();
    assertThat(looks).hasValue(0);
  }

  @Test
  void aLookThatFailsIsFollowedByAnother() {
    later();
    assertThatThrownBy(
            () ->
                lookout.pass(
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    pass();
    assertThat(looks).as("not at once").hasValue(0);
    later();
    pass();
    assertThat(looks).hasValue(1);
  }
}
