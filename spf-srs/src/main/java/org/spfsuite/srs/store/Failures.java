package org.spfsuite.srs.store;

import java.sql.SQLException;

/** Tells whether it was the connection that failed. */
final class Cuts {

  /** SQL:2023, class of connection exceptions. */
  private static final String CONNECTION = "08";

  /** PostgreSQL: the server is shut down, has crashed, or is starting. */
  private static final String SHUTDOWN = "57P";

  private Cuts() {}

  /** Whether the same may go well on another connection. */
  static boolean isCut(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith(CONNECTION) || state.startsWith(SHUTDOWN));
  }
}
