package org.spfsuite.srs.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.spfsuite.srs.store.Database.Embedded;
import org.spfsuite.srs.store.SenderTable.Row;

/**
 * A store in a database: a file of its own, or a server that several nodes share. The table {@code
 * spf_srs_sender} and its indexes are made if they are missing.
 *
 * <p>Nothing is opened before the first call, so a database that is down hinders no start: call
 * {@link #size()} then to learn whether it works. Each call is answered before the deadline,
 * whatever the database does. After a connection could not be made, calls fail at once for a
 * second; after that it is tried again, so nothing needs to be restarted.
 *
 * <p>Senders are kept for whole days, so that what is kept again on the same day costs no write.
 * Expired ones are deleted now and then by whoever keeps new ones, some at a time.
 */
public final class JdbcSenderStore implements SenderStore {

  private static final long DAY = Duration.ofDays(1).toSeconds();

  /** Far beyond all stamps, and far from where numbers end. */
  private static final long MAX_SECONDS = 1L << 40;

  private static final int MAX_NAME = 64;
  private static final int MAX_ORIGIN = 255;

  /** More are deleted than inserted, so that they never pile up. */
  private static final int SWEEP_EVERY = 64;

  private static final int SWEEP_ROWS = 200;
  private static final int ATTEMPTS = 3;
  private static final long REST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();
  private static final int STRIPES = 64;

  private final Database database;
  private final StoreOptions options;
  private final InstantSource clock;
  private final LongSupplier nanoTime = System::nanoTime;
  private final HikariDataSource pool;
  private final Calls calls;
  private final RowCount rows;
  private final AtomicLong inserted = new AtomicLong();

  /**
   * Held while a sender of an origin is kept. So the cap of an origin is exact within this node,
   * and who finds a name there knows that it is on the disk already.
   */
  private final Object[] origins =
      IntStream.range(0, STRIPES).mapToObj(i -> new Object()).toArray();

  private volatile boolean ready;
  private volatile Optional<Rest> rest = Optional.empty();

  /** A while in which nothing is tried. */
  private record Rest(long since, Throwable why) {}

  /** What is to be kept, as it is kept. */
  private record Entry(String name, String sender, String origin, long ends) {}

  /** Work on the table. */
  private interface Work<T> {
    T on(SenderTable table) throws SQLException, StoreException;
  }

  private JdbcSenderStore(Database database, StoreOptions options, InstantSource clock) {
    this.database = database;
    this.options = options;
    this.clock = clock;
    this.pool = Pools.of(database, options);
    this.calls = new Calls(options.connections(), options.deadline());
    this.rows = new RowCount(clock, options.total());
  }

  /**
   * A store; connects to nothing yet.
   *
   * @throws IllegalArgumentException if the driver of the database is missing
   */
  public static JdbcSenderStore open(Database database, StoreOptions options, InstantSource clock) {
    return new JdbcSenderStore(database, options, clock);
  }

  @Override
  public Kept keep(String name, String sender, String origin, Instant end) throws StoreException {
    String tried = "keep a sender";
    if (!isText(name, MAX_NAME) || !isText(sender, MAX_SENDER) || !isText(origin, MAX_SENDER)) {
      throw new StoreException(tried + ": its name or address is not fit for a database");
    }
    Entry entry = new Entry(name, sender, cut(origin), wholeDays(end));
    return call(tried, table -> keep(table, entry));
  }

  /** PostgreSQL takes no NUL. */
  private static boolean isText(String text, int most) {
    return !text.isEmpty() && text.length() <= most && text.indexOf('\0') < 0;
  }

  /** Of a long domain, what tells whose it is. */
  private static String cut(String origin) {
    return origin.substring(Math.max(0, origin.length() - MAX_ORIGIN));
  }

  private static long wholeDays(Instant end) {
    long seconds = Math.max(0, Math.min(end.getEpochSecond(), MAX_SECONDS));
    return (seconds / DAY + 1) * DAY;
  }

  private Kept keep(SenderTable table, Entry entry) throws SQLException, StoreException {
    synchronized (origins[Math.floorMod(entry.origin().hashCode(), STRIPES)]) {
      for (int i = 0; i < ATTEMPTS; i++) {
        Optional<Kept> kept = tryToKeep(table, entry);
        if (kept.isPresent()) {
          return kept.get();
        }
      }
    }
    throw new StoreException("keep a sender: others keep and delete the same name");
  }

  /** No value if another node has changed the row since it was read. */
  private Optional<Kept> tryToKeep(SenderTable table, Entry entry)
      throws SQLException, StoreException {
    long now = now();
    Optional<Row> row = table.row(entry.name());
    if (row.filter(r -> r.ends() > now).isPresent()) {
      return putOff(table, entry, row.get());
    }
    Optional<Kept> full = full(table, entry, now);
    if (full.isPresent()) {
      return full;
    }
    if (row.isPresent()) {
      rows.add(-table.deleteExpired(entry.name(), now));
    }
    return insert(table, entry);
  }

  private Optional<Kept> putOff(SenderTable table, Entry entry, Row row)
      throws SQLException, StoreException {
    if (!row.sender().equals(entry.sender())) {
      throw new StoreException("keep a sender: another one is kept under its name");
    }
    if (row.ends() >= entry.ends()) {
      return Optional.of(Kept.KEPT);
    }
    boolean done = table.putOff(entry.name(), entry.sender(), entry.ends());
    force(table);
    return done ? Optional.of(Kept.KEPT) : Optional.empty();
  }

  private Optional<Kept> full(SenderTable table, Entry entry, long now) throws SQLException {
    if (table.count(entry.origin(), now, options.perOrigin()) >= options.perOrigin()) {
      return Optional.of(Kept.ORIGIN_FULL);
    }
    boolean full = rows.of(table) >= options.total();
    if (full || inserted.get() % SWEEP_EVERY == SWEEP_EVERY - 1) {
      rows.add(-table.sweep(now, SWEEP_ROWS));
    }
    return full && rows.of(table) >= options.total() ? Optional.of(Kept.FULL) : Optional.empty();
  }

  private Optional<Kept> insert(SenderTable table, Entry entry) throws SQLException {
    if (!table.insert(entry.name(), entry.sender(), entry.origin(), entry.ends())) {
      return Optional.empty();
    }
    force(table);
    rows.add(1);
    inserted.incrementAndGet();
    return Optional.of(Kept.KEPT);
  }

  /** A server does so by itself. H2 could, too, but then never reclaims room in its file. */
  private void force(SenderTable table) throws SQLException {
    if (database instanceof Embedded) {
      table.force();
    }
  }

  @Override
  public Optional<String> find(String name) throws StoreException {
    if (!isText(name, MAX_NAME)) {
      return Optional.empty();
    }
    return call(
        "find a sender",
        table -> table.row(name).filter(row -> row.ends() > now()).map(Row::sender));
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  @Override
  public long size() throws StoreException {
    return call("count the senders", rows::of);
  }

  @Override
  public void awaitAnswer(Duration most) throws StoreException {
    long began = nanoTime.getAsLong();
    boolean answered = false;
    while (!answered) {
      try {
        answered = size() >= 0;
      } catch (StoreException e) {
        boolean late = nanoTime.getAsLong() - began >= most.toNanos();
        if (late || e.getCause() instanceof IOException || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private <T> T call(String tried, Work<T> work) throws StoreException {
    Optional<Rest> resting = rest;
    if (resting.isPresent() && nanoTime.getAsLong() - resting.get().since() < REST_NANOS) {
      throw new StoreException(tried, resting.get().why());
    }
    return calls.call(tried, () -> onConnection(work));
  }

  /** A pool may yet hold connections that a server cut when it was restarted. */
  private <T> T onConnection(Work<T> work) throws SQLException, StoreException, IOException {
    long began = nanoTime.getAsLong();
    try {
      return once(work);
    } catch (SQLTransientConnectionException e) {
      rest = Optional.of(new Rest(nanoTime.getAsLong(), e));
      throw e;
    } catch (SQLException e) {
      boolean early = nanoTime.getAsLong() - began < options.deadline().toNanos() / 2;
      if (early && Cuts.isCut(e)) {
        pool.getHikariPoolMXBean().softEvictConnections();
        return once(work);
      }
      throw e;
    }
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

  /** Waits for calls that were begun, at most as long as the deadline. */
  @Override
  public void close() {
    calls.close();
    pool.close();
  }
}
