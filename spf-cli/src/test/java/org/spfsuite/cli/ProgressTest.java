package org.spfsuite.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressTest {

  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong();

  private void steps(boolean watched, int count, long nanosPerStep) {
    Console console =
        new Console(
            InputStream.nullInputStream(), OutputStream.nullOutputStream(), err, UTF_8, watched);
    try (Progress progress = new Progress(console, "lines", clock::get)) {
      for (int i = 0; i < count; i++) {
        clock.addAndGet(nanosPerStep);
        progress.step();
      }
    }
  }

  @Test
  void saysHowFarItIsAndCleansUp() {
    steps(true, 1_100, SECOND / 400);

    assertThat(err.toString(UTF_8))
        .isEqualTo("\r256 lines\r512 lines\r768 lines\r1,024 lines\r           \r");
  }

  @Test
  void shortJobsSayNothing() {
    steps(true, 10_000, 1_000);

    assertThat(err.size()).isZero();
  }

  @Test
  void saysNothingWhereNobodyWatches() {
    steps(false, 1_000, SECOND);

    assertThat(err.size()).isZero();
  }
}
