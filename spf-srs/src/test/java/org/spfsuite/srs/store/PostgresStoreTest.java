package org.spfsuite.srs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.srs.store.Database.Postgres;

/** The store in a PostgreSQL server. */
final class PostgresStoreTest extends SenderStoreContract {

  /** What a caller may need beyond the deadline, on a machine that does other things too. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  @TempDir private static Path folder;

  private static EmbeddedPostgres server;

  private String name = "";

  @BeforeAll
  static void start() throws IOException {
    server = start(0);
  }

  private static EmbeddedPostgres start(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(folder.resolve("data"))
        .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
        .setCleanDataDirectory(false)
        .start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  /** Quicker to make than a database. */
  @BeforeEach
  void makeSchema() throws SQLException {
    name = "test" + SCHEMAS.incrementAndGet();
    sql("CREATE SCHEMA " + name);
  }

  private static void sql(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
  }

  private Postgres database() {
    return new Postgres(
        url("postgres?currentSchema=" + name + "&ApplicationName=" + name),
        "postgres",
        "secret-password");
  }

  @Override
  Connection connect() throws SQLException {
    Connection connection = server.getPostgresDatabase().getConnection();
    connection.setSchema(name);
    return connection;
  }

  @Override
  SenderStore make(StoreOptions options, InstantSource clock) {
    return JdbcSenderStore.open(database(), options, clock);
  }

  @Test
  void whatOneNodeKeepsAnotherOneFinds() throws Exception {
    SenderStore one = open();
    SenderStore other = open();
    keep(one, 1, "example.org");
    assertThat(other.find("N1")).contains("n1@example.org");
    keep(other, 1, "example.org");
    assertThatThrownBy(() -> other.keep("N1", "x@example.org", "example.org", later()))
        .isInstanceOf(StoreException.class);
    keep(other, 2, "example.org");
    clock.pass(Duration.ofMinutes(2));
    assertThat(one.size()).isEqualTo(2);
  }

  @Test
  void nodesThatBeginTogetherMakeOneTable() throws Exception {
    List<SenderStore> nodes = List.of(open(), open(), open(), open());
    inParallel(4, 1, (thread, i) -> keep(nodes.get(thread), 1, "example.org"));
    assertThat(names()).containsExactly("N1");
  }

  @Test
  void nodesMakeRoomTogether() throws Exception {
    List<SenderStore> nodes = List.of(open(30, 50), open(30, 50));
    inParallel(8, 10, (t, i) -> keep(nodes.get(t % 2), t * 10 + i, "example.org"));
    await().until(() -> names().size() == 30);
    inParallel(8, 10, (t, i) -> keep(nodes.get(t % 2), 100 + t * 10 + i, t + i + ".example"));
    await()
        .untilAsserted(
            () -> {
              clock.pass(Duration.ofMinutes(2)); // so that each learns of the other's
              keep(nodes.get(0), 200, "example.org");
              assertThat(names()).hasSizeBetween(40, 50).contains("N200");
            });
  }

  /** A view, of which each row takes its time. */
  @Test
  void countingKeepsNobodyWaiting() throws Exception {
    SenderStore store = open(StoreOptions.DEFAULTS);
    keep(store, 0, "example.org");
    assertThat(store.size()).isEqualTo(1);
    sql("ALTER TABLE " + name + ".spf_srs_sender RENAME TO real_sender");
    sql(
        ("INSERT INTO %1$s.real_sender"
                + " SELECT 'M' || i, 's', 'o' || i, 99999999999, i FROM generate_series(1, 1000) i;"
                + " CREATE VIEW %1$s.spf_srs_sender AS"
                + " SELECT * FROM %1$s.real_sender WHERE pg_sleep(0.01) IS NOT NULL")
            .formatted(name));
    clock.pass(Duration.ofMinutes(2));
    for (int i = 1; i < 8; i++) {
      keep(store, i, "example.org");
    }
  }

  @Test
  void nodesSweepTogether() throws Exception {
    SenderStore one = open();
    for (int i = 0; i < 500; i++) {
      keep(one, i, "example.org");
    }
    clock.pass(Duration.ofDays(30));
    List<SenderStore> nodes = List.of(one, open());
    inParallel(4, 130, (t, i) -> keep(nodes.get(t % 2), 1_000 + t * 130 + i, "example.org"));
    await()
        .untilAsserted(
            () -> {
              clock.pass(Duration.ofMinutes(2));
              assertThat(one.size()).isEqualTo(520);
            });
  }

  @Test
  void anAccountNeedNotBeAllowedToMakeTables() throws Exception {
    open().size();
    sql("CREATE ROLE mail" + name + " LOGIN");
    sql("GRANT USAGE ON SCHEMA " + name + " TO mail" + name);
    sql("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + name + " TO mail" + name);
    SenderStore store =
        JdbcSenderStore.open(
            new Postgres(database().url(), "mail" + name, ""), StoreOptions.DEFAULTS, clock);
    keep(store, 1, "example.org");
    store.close();
  }

  @Test
  void aServerThatGoesAndComesAgain() throws Exception {
    SenderStore store = open(StoreOptions.DEFAULTS);
    inParallel(4, 1, (thread, i) -> keep(store, thread, "example.org"));
    int port = server.getPort();
    server.close();
    try {
      assertDown(store);
      assertDown(open(StoreOptions.DEFAULTS));
    } finally {
      server = start(port);
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptions()
        .until(() -> store.find("N3").isPresent());
    keep(store, 9, "example.org");
  }

  @Test
  void connectionsThatTheServerCutAreNotNoticed() throws Exception {
    SenderStore store = open();
    for (int i = 0; i < 5; i++) {
      inParallel(4, 1, (thread, n) -> keep(store, thread, "example.org"));
      sql(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '"
              + name
              + "'");
      assertThat(store.find("N3")).contains("n3@example.org");
    }
  }

  /** The host is there, and takes connections, but says nothing. */
  @Test
  void aServerThatHangs() throws Exception {
    SenderStore store = open(StoreOptions.DEFAULTS);
    keep(store, 1, "example.org");
    try (Connection other = server.getPostgresDatabase().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE " + name + ".spf_srs_sender IN ACCESS EXCLUSIVE MODE");
      for (int i = 0; i < 3; i++) { // more calls than there are connections
        assertDown(store);
      }
      assertThatMostAreToldAtOnce(store);
      other.rollback();
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptions()
        .until(() -> store.find("N1").isPresent());
    keep(store, 2, "example.org");
  }

  /** Only one at a time finds out whether it is over. */
  private static void assertThatMostAreToldAtOnce(SenderStore store) throws Exception {
    AtomicInteger slow = new AtomicInteger();
    inParallel(
        8,
        1,
        (thread, i) -> {
          long before = System.nanoTime();
          assertThatThrownBy(() -> store.find("N1")).isInstanceOf(StoreException.class);
          if (Duration.ofNanos(System.nanoTime() - before).compareTo(GRACE) > 0) {
            slow.incrementAndGet();
          }
        });
    assertThat(slow).hasValueLessThanOrEqualTo(1);
  }

  private void assertDown(SenderStore store) {
    Duration most = StoreOptions.DEFAULTS.deadline().plus(GRACE);
    long before = System.nanoTime();
    assertThatThrownBy(() -> store.find("N1"))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.text()).startsWith("find a sender").doesNotContain("secret"));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(most);
    long then = System.nanoTime();
    assertThatThrownBy(() -> keep(store, 7, "example.org")).isInstanceOf(StoreException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - then)).isLessThan(most);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://127.0.0.1/srs",
        "jdbc:h2:tcp://127.0.0.1/srs",
        "",
        "jdbc:postgresql://127.0.0.1/srs?user=me",
        "jdbc:postgresql://127.0.0.1/srs?ssl=true&user=me",
        "jdbc:postgresql://127.0.0.1/srs?ssl=true&PASSWORD=hidden-one",
        "jdbc:postgresql://127.0.0.1/srs?sslpassword=hidden-one",
        "jdbc:postgresql://me:hidden-one@127.0.0.1/srs"
      })
  void aUrlMustBeOfThisKindAndHaveNoCredentials(String url) {
    assertThatThrownBy(() -> new Postgres(url, "", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hidden-one");
  }

  @Test
  void aPasswordIsNotShown() {
    assertThat(database()).asString().contains(name).doesNotContain("secret-password");
  }

  @Test
  void aDatabaseThatIsNotThereIsNamed() {
    SenderStore store =
        JdbcSenderStore.open(
            new Postgres(url("nowhere"), "postgres", "secret-password"),
            StoreOptions.DEFAULTS,
            clock);
    assertThatThrownBy(store::size)
        .isInstanceOfSatisfying(
            StoreException.class,
            e ->
                assertThat(e.text())
                    .contains("database \"nowhere\" does not exist")
                    .doesNotContain("secret"));
    store.close();
  }
}
