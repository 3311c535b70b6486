package org.spfsuite.srs.store;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.spfsuite.srs.address.Ascii;
import org.spfsuite.srs.store.Connections.Work;
import org.spfsuite.srs.store.Database.Embedded;
import org.spfsuite.srs.store.SenderTable.Entry;
import org.spfsuite.srs.store.SenderTable.Old;
import org.spfsuite.srs.store.SenderTable.Row;

/**
 * A store in a database: a file of its own, or a server that several nodes share. The table {@code
 * spf_srs_sender} and its indexes are made if they are missing.
 *
 * <p>Nothing is opened before the first call, so a database that is down hinders no start: call
 * {@link #awaitAnswer} then to learn whether it works. Each call is answered before the deadline,
 * whatever the database does. After a connection could not be made, calls fail at once for a
 * second, and while the database hangs, all but one at a time; so nothing needs to be restarted.
 *
 * <p>Senders are kept for whole days, so that what is kept again on the same day costs no write.
 * While the store is in use, expired ones are deleted now and then, and the oldest ones beyond the
 * caps, some at a time; nobody waits for that.
 */
public final class JdbcSenderStore implements SenderStore {

  private static final long DAY = Duration.ofDays(1).toSeconds();

  /** Far beyond all stamps, and far from where numbers end. */
  private static final long MAX_SECONDS = 1L << 40;

  private static final int MAX_NAME = 64;
  private static final int MAX_ORIGIN = 255;
  private static final int ATTEMPTS = 3;
  private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();
  private static final int STRIPES = 64;

  private final Database database;
  private final InstantSource clock;
  private final Connections connections;
  private final Calls calls;
  private final Upkeep upkeep;
  private final AtomicLong lastKept = new AtomicLong();
  private final Stripe[] stripes =
      IntStream.range(0, STRIPES).mapToObj(i -> new Stripe()).toArray(Stripe[]::new);

  /** Some of the names. Locked while one of them is kept, so none is found there too soon. */
  private static final class Stripe {
    /** Whether the disk may lack a row: writing to it failed, or another process was killed. */
    boolean unforced = true;
  }

  private JdbcSenderStore(Database database, StoreOptions options, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.connections = new Connections(database, options);
    this.calls = new Calls(options.connections(), options.deadline());
    this.upkeep = new Upkeep(connections, options, clock);
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
  public void keep(String name, String sender, String origin, Instant end) throws StoreException {
    String tried = "keep a sender";
    if (!isText(name, MAX_NAME) || !isText(sender, MAX_SENDER) || !isText(origin, MAX_SENDER)) {
      throw StoreException.lasting(tried + ": its name or address is not fit for a database");
    }
    Entry entry = new Entry(name, sender, cut(origin), wholeDays(end), nextKept());
    call(tried, table -> keep(table, entry));
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

  /** Grows each time, so what was just kept is never the oldest here. */
  private long nextKept() {
    return lastKept.updateAndGet(last -> Math.max(last + 1, clock.millis()));
  }

  private boolean keep(SenderTable table, Entry entry) throws SQLException, StoreException {
    Stripe stripe = stripes[Math.floorMod(entry.name().hashCode(), STRIPES)];
    synchronized (stripe) {
      for (int i = 0; i < ATTEMPTS; i++) {
        if (tryToKeep(table, stripe, entry)) {
          force(table, stripe);
          return true;
        }
      }
    }
    throw new StoreException("keep a sender: others keep and delete the same name");
  }

  /** False if another node has changed the row since it was read. */
  private boolean tryToKeep(SenderTable table, Stripe stripe, Entry entry)
      throws SQLException, StoreException {
    Optional<Row> row = table.row(entry.name());
    if (row.filter(r -> r.ends() > now()).isPresent()) {
      return putOff(table, stripe, entry, row.get());
    }
    if (row.isPresent()) {
      upkeep.deleted(table.delete(List.of(new Old(entry.name(), row.get().ends()))));
    }
    stripe.unforced = true;
    boolean done = table.insert(entry);
    if (done) {
      upkeep.inserted(entry.origin());
    }
    return done;
  }

  private static boolean putOff(SenderTable table, Stripe stripe, Entry entry, Row row)
      throws SQLException, StoreException {
    if (!Ascii.lower(row.sender()).equals(Ascii.lower(entry.sender()))) {
      throw StoreException.lasting("keep a sender: another one is kept under its name");
    }
    if (row.ends() >= entry.ends()) {
      return true;
    }
    stripe.unforced = true;
    return table.putOff(entry.name(), row.sender(), entry.ends(), entry.kept());
  }

  /** A server does so by itself. H2 could, too, but then never reclaims room in its file. */
  private void force(SenderTable table, Stripe stripe) throws SQLException {
    if (stripe.unforced && database instanceof Embedded) {
      table.force();
    }
    stripe.unforced = false;
  }

  @Override
  public Optional<String> find(String name) throws StoreException {
    if (!isText(name, MAX_NAME)) {
      return Optional.empty();
    }
    return call("find a sender", table -> find(table, name));
  }

  private Optional<String> find(SenderTable table, String name) throws SQLException {
    return table.row(name).filter(row -> row.ends() > now()).map(Row::sender);
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  @Override
  public long size() throws StoreException {
    String tried = "count the senders";
    connections.check(tried);
    long size = upkeep.count(tried);
    upkeep.used();
    return size;
  }

  @Override
  public void awaitAnswer(Duration most) throws StoreException {
    long began = System.nanoTime();
    boolean answered = false;
    while (!answered) {
      try {
        answered = call("ask the store", table -> find(table, "").isEmpty());
      } catch (StoreException e) {
        boolean late = System.nanoTime() - began >= most.toNanos();
        if (late || e.getCause() instanceof IOException || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private <T> T call(String tried, Work<T> work) throws StoreException {
    connections.check(tried);
    T result = calls.call(tried, () -> connections.on(work));
    upkeep.used();
    return result;
  }

  /** Waits for what was begun, at most twice as long as the deadline. */
  @Override
  public void close() {
    calls.close();
    upkeep.close();
    connections.close();
  }
}
