package org.spfsuite.srs.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * About how many rows there are. They are counted once a minute at most, since that takes time, and
 * what this node inserts and deletes is added. So what may be missing is what other nodes inserted
 * in the last minute. One thread counts, and any may add.
 */
final class RowCount {

  private static final Duration FRESH = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final AtomicLong rows = new AtomicLong();
  private Optional<Instant> counted = Optional.empty();

  RowCount(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The rows, counted if the last time is long ago. Rather an old count than none: a server that is
   * slow to count may yet be quick to insert.
   *
   * @throws SQLException if they could never be counted
   */
  long of(SenderTable table) throws SQLException {
    Instant now = clock.instant();
    // A clock that was set back must not keep an old count for long.
    boolean fresh =
        counted.filter(c -> Duration.between(c, now).abs().compareTo(FRESH) < 0).isPresent();
    if (!fresh) {
      recount(table);
      counted = Optional.of(now);
    }
    return rows.get();
  }

  /** What is inserted meanwhile is not lost, but perhaps counted twice. */
  private void recount(SenderTable table) throws SQLException {
    long before = rows.get();
    try {
      rows.addAndGet(table.count() - before);
    } catch (SQLException e) {
      if (counted.isEmpty()) {
        throw e;
      }
    }
  }

  void add(int inserted) {
    rows.addAndGet(inserted);
  }
}
