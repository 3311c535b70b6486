package org.spfsuite.srs.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.h2.jdbcx.JdbcDataSource;
import org.spfsuite.srs.store.Database.Embedded;
import org.spfsuite.srs.store.Database.Postgres;

/** Makes pools of connections. They connect to nothing until they are asked. */
final class Pools {

  private static final String POSTGRES = "org.postgresql.ds.PGSimpleDataSource";

  /**
   * Settings of H2. Closed by us, not by a hook of its own; no file with traces, which would hold
   * addresses. It writes a new piece of file for each commit, about 30 KB, and uses the place of an
   * old one again after the retention time: by default after 45 seconds, in which thousands of
   * senders would take hundreds of megabytes.
   */
  private static final String SETTINGS =
      ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;RETENTION_TIME=10000;LOCK_TIMEOUT=";

  private Pools() {}

  static HikariDataSource of(Database database, StoreOptions options) {
    return new HikariDataSource(
        database instanceof Embedded embedded
            ? embedded(embedded, options)
            : postgres((Postgres) database, options));
  }

  private static HikariConfig embedded(Embedded database, StoreOptions options) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + database.file() + SETTINGS + options.deadline().toMillis());
    source.setUser("sa");
    source.setPassword("");
    HikariConfig config = common(options);
    config.setDataSource(source);
    config.setIdleTimeout(0); // with its last connection, the file would be closed
    config.setMaxLifetime(0);
    return config;
  }

  private static HikariConfig postgres(Postgres database, StoreOptions options) {
    HikariConfig config = common(options);
    config.setDataSourceClassName(driver());
    // The caller is told in time all the same; these free the thread that works for it.
    String seconds = String.valueOf(options.deadline().toSeconds() + 1);
    String url = with(database.url(), "connectTimeout", seconds);
    config.addDataSourceProperty("url", with(url, "socketTimeout", seconds));
    if (!database.user().isEmpty()) {
      config.setUsername(database.user());
    }
    if (!database.password().isEmpty()) {
      config.setPassword(database.password());
    }
    return config;
  }

  private static String with(String url, String parameter, String value) {
    return url.contains(parameter + '=')
        ? url
        : url + (url.indexOf('?') < 0 ? '?' : '&') + parameter + '=' + value;
  }

  private static String driver() {
    try {
      return Class.forName(POSTGRES, false, HikariConfig.class.getClassLoader()).getName();
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "the PostgreSQL driver is missing: put its jar (org.postgresql:postgresql) beside ours",
          e);
    }
  }

  private static HikariConfig common(StoreOptions options) {
    Duration deadline = options.deadline();
    HikariConfig config = new HikariConfig();
    config.setPoolName("spf-srs-store");
    config.setMaximumPoolSize(options.connections() + 1); // one for upkeep
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1); // a database that is down does not hinder a start
    config.setConnectionTimeout(deadline.dividedBy(2).toMillis());
    config.setValidationTimeout(deadline.dividedBy(4).toMillis());
    return config;
  }
}
