package org.spfsuite.srs.limit;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A time that stands until it is moved; other threads are not there then. */
final class FakeTime implements LongSupplier {

  private long nanos = Long.MAX_VALUE - 1; // the origin may be anywhere

  @Override
  public long getAsLong() {
    return nanos;
  }

  void pass(Duration time) {
    nanos += time.toNanos();
  }
}
