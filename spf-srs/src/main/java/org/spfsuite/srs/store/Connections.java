package org.spfsuite.srs.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.spfsuite.srs.store.Database.Embedded;

/** Connections to the table, which is made where it is missing. */
final class Connections implements AutoCloseable {

  private static final long REST_NANOS = Duration.ofSeconds(1).toNanos();

  private final Database database;
  private final Duration deadline;
  private final HikariDataSource pool;
  private final LongSupplier nanoTime = System::nanoTime;
  private volatile boolean ready;
  private volatile Optional<Rest> rest = Optional.empty();

  /** A while in which nothing is tried. */
  private record Rest(long since, Throwable why) {}

  /** Work on the table. */
  interface Work<T> {
    T on(SenderTable table) throws SQLException, StoreException;
  }

  Connections(Database database, StoreOptions options) {
    this.database = database;
    this.deadline = options.deadline();
    this.pool = Pools.of(database, options);
  }

  /**
   * Fails at once if a connection was tried in vain a moment ago.
   *
   * @param tried for messages
   */
  void check(String tried) throws StoreException {
    Optional<Rest> resting = rest;
    if (resting.isPresent() && nanoTime.getAsLong() - resting.get().since() < REST_NANOS) {
      throw new StoreException(tried, resting.get().why());
    }
  }

  /** What the work gives; it is done again if the first failure can be mended. */
  <T> T on(Work<T> work) throws SQLException, StoreException, IOException {
    long began = nanoTime.getAsLong();
    try {
      return once(work);
    } catch (SQLTransientConnectionException e) {
      rest = Optional.of(new Rest(nanoTime.getAsLong(), e));
      throw e;
    } catch (SQLException e) {
      boolean early = nanoTime.getAsLong() - began < deadline.toNanos() / 2;
      if (early && mend(e)) {
        return once(work);
      }
      throw e;
    }
  }

  /** A pool may yet hold connections that a server cut when it was restarted. */
  private boolean mend(SQLException e) {
    if (Failures.isNoTable(e)) {
      ready = false;
      return true;
    }
    if (Failures.isCut(e)) {
      pool.getHikariPoolMXBean().softEvictConnections();
      return true;
    }
    return false;
  }

  private <T> T once(Work<T> work) throws SQLException, StoreException, IOException {
    if (!ready && database instanceof Embedded embedded) {
      EmbeddedFile.make(embedded.file());
    }
    try (Connection connection = pool.getConnection()) {
      SenderTable table = new SenderTable(connection);
      prepare(table);
      return work.on(table);
    }
  }

  private synchronized void prepare(SenderTable table) throws SQLException {
    if (!ready) {
      table.create();
      ready = true;
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
