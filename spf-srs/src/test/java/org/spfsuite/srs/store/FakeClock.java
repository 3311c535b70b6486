package org.spfsuite.srs.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until it is moved, by one thread. */
final class FakeClock implements InstantSource {

  private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration time) {
    now = in(time);
  }

  Instant in(Duration time) {
    return now.plus(time);
  }
}
