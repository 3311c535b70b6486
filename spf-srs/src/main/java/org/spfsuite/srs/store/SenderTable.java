package org.spfsuite.srs.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The table, in SQL that H2 and PostgreSQL both understand. Each statement is atomic and commits by
 * itself. Ends are in seconds since 1970.
 *
 * @param connection that commits by itself
 */
record SenderTable(Connection connection) {

  private static final List<String> DEFINITION =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS spf_srs_sender (
            name VARCHAR(64) NOT NULL PRIMARY KEY,
            sender VARCHAR(2000) NOT NULL,
            origin VARCHAR(255) NOT NULL,
            ends BIGINT NOT NULL,
            kept BIGINT NOT NULL)
          """,
          "CREATE INDEX IF NOT EXISTS spf_srs_sender_origin ON spf_srs_sender (origin, kept)",
          "CREATE INDEX IF NOT EXISTS spf_srs_sender_kept ON spf_srs_sender (kept)",
          "CREATE INDEX IF NOT EXISTS spf_srs_sender_ends ON spf_srs_sender (ends)");

  /** Milliseconds: counting takes longer than anything else, and nobody waits for it. */
  private static final int COUNT_TIMEOUT = 60_000;

  /** SQL:2023, integrity constraint violation: unique constraint. */
  private static final String DUPLICATE = "23505";

  /** A row; names and origins are those of the caller. */
  record Row(String sender, long ends) {}

  /** A row that may go, unless its end has been put off since it was read. */
  record Old(String name, long ends) {}

  /**
   * A row that is new.
   *
   * @param kept when, in milliseconds since 1970: those that were kept last stay longest
   */
  record Entry(String name, String sender, String origin, long ends, long kept) {}

  /** Makes the table, unless it is there; for that an account need not be allowed to make any. */
  void create() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : DEFINITION) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      if (!exists()) { // another node may have made it at the same time
        throw e;
      }
    }
  }

  private boolean exists() {
    try {
      return row("").isEmpty();
    } catch (SQLException e) {
      return false;
    }
  }

  /** The row of a name, perhaps an expired one. */
  Optional<Row> row(String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT sender, ends FROM spf_srs_sender WHERE name = ?")) {
      select.setString(1, name);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next()
            ? Optional.of(new Row(rows.getString(1), rows.getLong(2)))
            : Optional.empty();
      }
    }
  }

  /** Whether the row was inserted; not if there is one of that name. */
  boolean insert(Entry entry) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO spf_srs_sender (name, sender, origin, ends, kept) VALUES (?, ?, ?, ?, ?)
            """)) {
      insert.setString(1, entry.name());
      insert.setString(2, entry.sender());
      insert.setString(3, entry.origin());
      insert.setLong(4, entry.ends());
      insert.setLong(5, entry.kept());
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      if (DUPLICATE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  /** Whether a row of that name and sender ends no sooner than this now. */
  boolean putOff(String name, String sender, long ends, long kept) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE spf_srs_sender SET ends = GREATEST(ends, ?), kept = GREATEST(kept, ?)
            WHERE name = ? AND sender = ?
            """)) {
      update.setLong(1, ends);
      update.setLong(2, kept);
      update.setString(3, name);
      update.setString(4, sender);
      return update.executeUpdate() == 1;
    }
  }

  /** How many rows there are. With a million, H2 takes no time for this, and a server 0.1 s. */
  long count() throws SQLException {
    connection.setNetworkTimeout(Runnable::run, COUNT_TIMEOUT); // the pool sets it back
    try (PreparedStatement select =
            connection.prepareStatement("SELECT COUNT(*) FROM spf_srs_sender");
        ResultSet rows = select.executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** Some rows whose end has come. */
  List<Old> expired(long now, int most) throws SQLException {
    return old(
        """
        SELECT name, ends FROM spf_srs_sender WHERE ends <= ? ORDER BY ends FETCH FIRST ? ROWS ONLY
        """,
        now,
        most);
  }

  /** The rows that were kept longest ago. */
  List<Old> oldest(int most) throws SQLException {
    return old("SELECT name, ends FROM spf_srs_sender ORDER BY kept FETCH FIRST ? ROWS ONLY", most);
  }

  /** Some rows of an origin beyond those, as many as its cap, that were kept last. */
  List<Old> beyond(String origin, int cap, int most) throws SQLException {
    return old(
        """
        SELECT name, ends FROM spf_srs_sender WHERE origin = ? ORDER BY origin DESC, kept DESC
        OFFSET ? ROWS FETCH FIRST ? ROWS ONLY
        """,
        origin,
        cap,
        most);
  }

  private List<Old> old(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        select.setObject(i + 1, parameters[i]);
      }
      List<Old> old = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          old.add(new Old(rows.getString(1), rows.getLong(2)));
        }
      }
      return old;
    }
  }

  /**
   * Deletes rows, unless they were put off; gives how many. Nodes that do so at the same time lock
   * rows in the same order.
   */
  int delete(List<Old> old) throws SQLException {
    connection.setAutoCommit(false); // one write instead of many
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM spf_srs_sender WHERE name = ? AND ends <= ?")) {
      for (Old row : old.stream().sorted(Comparator.comparing(Old::name)).toList()) {
        delete.setString(1, row.name());
        delete.setLong(2, row.ends());
        delete.addBatch();
      }
      int deleted = 0;
      for (int rows : delete.executeBatch()) {
        deleted += Math.max(rows, 0);
      }
      connection.commit();
      return deleted;
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** Waits until the disk has what was committed. */
  void force() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    }
  }
}
