package org.spfsuite.srs.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.spfsuite.srs.store.SenderTable.Old;

/**
 * What nobody waits for: it counts, deletes what is expired, and lets the oldest senders make room.
 * Done on a thread and a connection of its own, a bounded piece at a time, while the store is in
 * use. What fails is left to the next turn.
 */
final class Upkeep implements AutoCloseable {

  /** Rows that a turn deletes for one reason: many times what is inserted between two turns. */
  private static final int MOST_ROWS = 1_000;

  /** So many inserts between two turns, and not more than this part of a cap. */
  private static final int INSERTS = 100;

  private static final int PART = 100;
  private static final long PAUSE_SECONDS = Duration.ofMinutes(1).toSeconds();

  private final Connections connections;
  private final StoreOptions options;
  private final InstantSource clock;
  private final Calls calls;
  private final RowCount rows;
  private volatile long last;

  Upkeep(Connections connections, StoreOptions options, InstantSource clock) {
    this.connections = connections;
    this.options = options;
    this.clock = clock;
    this.calls = new Calls(1, options.deadline());
    this.rows = new RowCount(clock);
  }

  /**
   * To be told of each new row. The origin whose turn it is, is drawn: one that has many new rows
   * soon has its turn, and nothing need be remembered of any.
   */
  void inserted(String origin) {
    rows.add(1);
    long part = Math.min(options.perOrigin(), options.total()) / PART;
    int bound = (int) Math.max(1, Math.min(part, INSERTS));
    if (ThreadLocalRandom.current().nextInt(bound) == 0) {
      begin(Optional.of(origin));
    }
  }

  void deleted(int number) {
    rows.add(-number);
  }

  /** To be told of each use, so that expired rows go even where nothing new comes. */
  void used() {
    if (Math.abs(now() - last) >= PAUSE_SECONDS) {
      begin(Optional.empty());
    }
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  private void begin(Optional<String> origin) {
    last = now();
    calls.later(
        () ->
            connections.on(
                table -> {
                  tidy(table, origin);
                  return true;
                }));
  }

  private void tidy(SenderTable table, Optional<String> origin) throws SQLException {
    delete(table, table.expired(now(), MOST_ROWS));
    if (origin.isPresent()) {
      delete(table, table.beyond(origin.get(), options.perOrigin(), MOST_ROWS));
    }
    long excess = rows.of(table) - options.total();
    if (excess > 0) {
      delete(table, table.oldest((int) Math.min(excess, MOST_ROWS)));
    }
  }

  private void delete(SenderTable table, List<Old> old) throws SQLException {
    if (!old.isEmpty()) {
      deleted(table.delete(old));
    }
  }

  /**
   * About how many rows there are.
   *
   * @param tried for messages
   */
  long count(String tried) throws StoreException {
    return calls.call(tried, () -> connections.on(rows::of));
  }

  /** Waits for what was begun, at most as long as the deadline. */
  @Override
  public void close() {
    calls.close();
  }
}
