package org.spfsuite.srs.store;

import java.nio.file.Path;
import java.util.Locale;

/** Where senders are kept. */
public sealed interface Database {

  /**
   * A file of this process alone. Others are kept away by a lock of the operating system, and no
   * port is opened. The file and its folder are made if they are missing, and only their owner may
   * read them.
   *
   * <p>What {@link SenderStore#keep} has said to be kept is on the disk: it outlives the process,
   * and a power cut too, unless the disk lies about what it has written.
   *
   * @param file without its ending {@code .mv.db}; must not have a semicolon, after which the
   *     database would look for settings
   */
  record Embedded(Path file) implements Database {
    /**
     * Makes the path absolute.
     *
     * @throws IllegalArgumentException if it has a semicolon
     */
    public Embedded {
      file = file.toAbsolutePath().normalize();
      if (file.toString().indexOf(';') >= 0) {
        throw new IllegalArgumentException("the path of the store must not have a semicolon");
      }
    }
  }

  /**
   * A PostgreSQL server, which several nodes may share. Its driver is not part of this library.
   * What was kept is as safe as the server's {@code synchronous_commit} makes it; with its default
   * it outlives everything.
   *
   * @param url {@code jdbc:postgresql://host/database}, perhaps with parameters of the driver, but
   *     no credentials: URLs are shown in messages
   * @param user empty: none
   * @param password empty: none
   */
  record Postgres(String url, String user, String password) implements Database {

    /** What URLs of this kind begin with. */
    public static final String SCHEME = "jdbc:postgresql:";

    /**
     * Checks the URL.
     *
     * @throws IllegalArgumentException if it is of another kind, or has credentials; without
     *     telling them
     */
    public Postgres {
      if (!url.startsWith(SCHEME)) {
        throw new IllegalArgumentException("the URL of the store must begin with " + SCHEME);
      }
      if (hasCredentials(url)) {
        throw new IllegalArgumentException(
            "user and password of the store have options of their own, and must not be in its URL");
      }
    }

    private static boolean hasCredentials(String url) {
      int parameters = url.indexOf('?');
      String place = parameters < 0 ? url : url.substring(0, parameters);
      String rest = parameters < 0 ? "" : url.substring(parameters).toLowerCase(Locale.ROOT);
      return place.indexOf('@') >= 0
          || rest.contains("password")
          || rest.contains("?user=")
          || rest.contains("&user=");
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "Postgres[url=" + url + ", user=" + user + "]";
    }
  }
}
