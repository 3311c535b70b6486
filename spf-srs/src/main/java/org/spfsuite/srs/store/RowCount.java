package org.spfsuite.srs.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * About how many rows there are. They are counted once a minute at most, since that takes time, and
 * what this node inserts and deletes is added. So what may be missing is what other nodes inserted
 * in the last minute.
 */
final class RowCount {

  private static final Duration FRESH = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final long most;
  private long rows;
  private Optional<Instant> counted = Optional.empty();

  /**
   * A count.
   *
   * @param most where counting may stop
   */
  RowCount(InstantSource clock, long most) {
    this.clock = clock;
    this.most = most;
  }

  synchronized long of(SenderTable table) throws SQLException {
    Instant now = clock.instant();
    // A clock that was set back must not keep an old count for long.
    boolean fresh =
        counted.filter(c -> Duration.between(c, now).abs().compareTo(FRESH) < 0).isPresent();
    if (!fresh) {
      rows = recount(table);
      counted = Optional.of(now);
    }
    return rows;
  }

  /** Rather an old count than none: a server that is slow to count may yet be quick to insert. */
  private long recount(SenderTable table) throws SQLException {
    try {
      return table.count(most);
    } catch (SQLException e) {
      if (counted.isEmpty() || Cuts.isCut(e)) {
        throw e;
      }
      return rows;
    }
  }

  synchronized void add(int inserted) {
    rows += inserted;
  }
}
