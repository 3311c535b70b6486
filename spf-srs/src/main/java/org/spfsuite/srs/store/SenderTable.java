package org.spfsuite.srs.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The table, in SQL that H2 and PostgreSQL both understand. Each statement is atomic and commits by
 * itself. Times are in seconds since 1970.
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
            ends BIGINT NOT NULL)
          """,
          "CREATE INDEX IF NOT EXISTS spf_srs_sender_origin ON spf_srs_sender (origin, ends)",
          "CREATE INDEX IF NOT EXISTS spf_srs_sender_ends ON spf_srs_sender (ends)");

  /** SQL:2023, integrity constraint violation: unique constraint. */
  private static final String DUPLICATE = "23505";

  /** A row; names and origins are those of the caller. */
  record Row(String sender, long ends) {}

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
  boolean insert(String name, String sender, String origin, long ends) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO spf_srs_sender (name, sender, origin, ends) VALUES (?, ?, ?, ?)")) {
      insert.setString(1, name);
      insert.setString(2, sender);
      insert.setString(3, origin);
      insert.setLong(4, ends);
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      if (DUPLICATE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  /** Whether a row of that name and sender ends no sooner than this now. */
  boolean putOff(String name, String sender, long ends) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE spf_srs_sender SET ends = CASE WHEN ends < ? THEN ? ELSE ends END
            WHERE name = ? AND sender = ?
            """)) {
      update.setLong(1, ends);
      update.setLong(2, ends);
      update.setString(3, name);
      update.setString(4, sender);
      return update.executeUpdate() == 1;
    }
  }

  /** How many rows an origin has that are not expired, or the limit if that is less. */
  int count(String origin, long now, int limit) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT COUNT(*) FROM (
              SELECT 1 AS one FROM spf_srs_sender WHERE origin = ? AND ends > ?
              FETCH FIRST ? ROWS ONLY) counted
            """)) {
      select.setString(1, origin);
      select.setLong(2, now);
      select.setInt(3, limit);
      return (int) number(select);
    }
  }

  /** How many rows there are, or the limit if that is less. */
  long count(long limit) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT COUNT(*) FROM (
              SELECT 1 AS one FROM spf_srs_sender FETCH FIRST ? ROWS ONLY) counted
            """)) {
      select.setLong(1, limit);
      return number(select);
    }
  }

  private static long number(PreparedStatement select) throws SQLException {
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** Deletes some expired rows; gives how many. */
  int sweep(long now, int most) throws SQLException {
    List<String> names = expired(now, most);
    return names.isEmpty() ? 0 : delete(names, now);
  }

  private List<String> expired(long now, int most) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT name FROM spf_srs_sender WHERE ends <= ? ORDER BY ends FETCH FIRST ? ROWS ONLY
            """)) {
      select.setLong(1, now);
      select.setInt(2, most);
      List<String> names = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      Collections.sort(names); // nodes that sweep at the same time lock rows in the same order
      return names;
    }
  }

  private int delete(List<String> names, long now) throws SQLException {
    connection.setAutoCommit(false); // one write instead of many
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM spf_srs_sender WHERE name = ? AND ends <= ?")) {
      for (String name : names) {
        delete.setString(1, name);
        delete.setLong(2, now);
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

  /** Deletes the row of a name if it is expired; gives how many. */
  int deleteExpired(String name, long now) throws SQLException {
    return delete(List.of(name), now);
  }

  /** Waits until the disk has what was committed. */
  void force() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    }
  }
}
