package org.spfsuite.mailet.config;

import java.time.Duration;

/**
 * Where senders are kept that are too long for an address.
 *
 * @param where a file, a URL of PostgreSQL, or {@code none}
 * @param user of the server
 * @param password of the server
 * @param timeout for each call
 * @param senders in all, about; the oldest make room for more
 * @param perDomain senders of one domain, about; its oldest make room for more
 */
public record StoreConfiguration(
    String where, String user, String password, Duration timeout, int senders, int perDomain) {

  /** For people. */
  public static final String EXPECTED =
      "a file, such as var/srs/senders, or jdbc:postgresql://host/database with store.user and"
          + " store.password, or none";

  /** Whether nothing is kept. */
  public boolean isNone() {
    return where.equals("none");
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "StoreConfiguration[where=" + where + ", user=" + user + "]";
  }
}
