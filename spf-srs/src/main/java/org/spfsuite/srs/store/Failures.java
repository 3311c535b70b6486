package org.spfsuite.srs.store;

import java.sql.SQLException;
import java.util.Set;

/** Tells failures apart that another attempt may mend. */
final class Failures {

  /** SQL:2023, class of connection exceptions. */
  private static final String CONNECTION = "08";

  /** PostgreSQL: the server is shut down, has crashed, or is starting. */
  private static final String SHUTDOWN = "57P";

  /** PostgreSQL, and H2: with other tables there, with similar ones, and with none. */
  private static final Set<String> NO_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");

  private Failures() {}

  /** Whether the same may go well on another connection. */
  static boolean isCut(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith(CONNECTION) || state.startsWith(SHUTDOWN));
  }

  /** Whether the table is not there, as after somebody has dropped it. */
  static boolean isNoTable(SQLException e) {
    String state = e.getSQLState();
    return state != null && NO_TABLE.contains(state);
  }
}
