package org.spfsuite.srs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The store in a file. */
final class EmbeddedStoreTest extends SenderStoreContract {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("new").resolve("srs-senders");
  }

  @Override
  Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:h2:file:" + file(), "sa", "");
  }

  @Override
  SenderStore make(StoreOptions options, InstantSource clock) {
    return JdbcSenderStore.open(new Database.Embedded(file()), options, clock);
  }

  @Test
  void nothingIsMadeBeforeTheFirstCall() throws Exception {
    SenderStore store = open();
    assertThat(folder).isEmptyDirectory();
    store.size();
    try (Stream<Path> files = Files.list(file().getParent())) {
      assertThat(files).containsExactly(Path.of(file() + ".mv.db"));
    }
  }

  @Test
  void onlyTheOwnerReadsIt() throws Exception {
    open().size();
    Path path = Path.of(file() + ".mv.db");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void twoStoresOfOneProcessShareTheFile() throws Exception {
    SenderStore one = open();
    SenderStore other = open();
    keep(one, 1, "example.org");
    assertThat(other.find("N1")).isPresent();
    one.close();
    assertThat(other.find("N1")).isPresent();
    keep(other, 2, "example.org");
    assertThat(open().find("N2")).isPresent();
  }

  @Test
  void aPathIsNoPlaceForSettings() {
    assertThatThrownBy(() -> new Database.Embedded(Path.of("x;INIT=DROP ALL OBJECTS")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1,      1,         PT1S,  1,  ''",
    "100000, 100000000, PT60S, 16, ''",
    "0,      1,         PT1S,  1,  'senders of one origin must be 1 to 100000, not 0'",
    "100001, 1,         PT1S,  1,  senders of one origin must be 1 to 100000",
    "1,      0,         PT1S,  1,  'senders must be 1 to 100000000, not 0'",
    "1,      100000001, PT1S,  1,  senders must be 1 to 100000000",
    "1,      1,         PT0.9S, 1, 'seconds of the deadline must be 1 to 60, not 0'",
    "1,      1,         PT61S, 1,  seconds of the deadline must be 1 to 60",
    "1,      1,         PT1S,  0,  'connections must be 1 to 16, not 0'",
    "1,      1,         PT1S,  17, connections must be 1 to 16",
  })
  void optionsHaveRanges(
      int perOrigin, long total, Duration deadline, int connections, String problem) {
    ThrowingCallable make = () -> new StoreOptions(perOrigin, total, deadline, connections);
    if (problem.isEmpty()) {
      assertThatCode(make).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(make)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(problem);
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsSaidSoAndLeftAlone() throws Exception {
    Path path = Path.of(file() + ".mv.db");
    Files.createDirectories(path.getParent());
    Files.writeString(path, "something else".repeat(1_000));
    SenderStore store = open(StoreOptions.DEFAULTS);
    assertThatThrownBy(store::size)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.text()).startsWith("count the senders: "));
    assertThat(path).content().startsWith("something else");
  }

  @Test
  void whereNoFileCanBeThereIsNoStore() throws Exception {
    Files.writeString(folder.resolve("new"), "a file");
    SenderStore store = open();
    assertThatThrownBy(() -> store.awaitAnswer(Duration.ofHours(1))) // which is not waited for
        .isInstanceOfSatisfying(
            StoreException.class,
            e ->
                assertThat(e.text())
                    .endsWith(folder.resolve("new") + ", there is a file of that name"));
  }

  @Test
  void whatIsKeptAgainOnTheSameDayIsNotWritten() throws Exception {
    SenderStore store = open();
    keep(store, 1, "example.org");
    long before = Files.size(Path.of(file() + ".mv.db"));
    for (int i = 0; i < 500; i++) {
      clock.pass(Duration.ofSeconds(1));
      keep(store, 1, "example.org");
    }
    assertThat(Files.size(Path.of(file() + ".mv.db"))).isLessThan(before + 100_000);
    for (int i = 0; i < 20; i++) { // so that the figure means something
      keep(store, 2 + i, "example.org");
    }
    assertThat(Files.size(Path.of(file() + ".mv.db"))).isGreaterThan(before + 100_000);
  }

  /** Whoever may not administer the database may not force it to the disk. */
  @Test
  void whatTheDiskDoesNotHaveIsNotSaidToBeKept() throws Exception {
    SenderStore store = open();
    keep(store, 1, "example.org");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE USER boss PASSWORD '' ADMIN");
      statement.execute("GRANT ALL ON SCHEMA PUBLIC TO sa");
      statement.execute("ALTER USER sa ADMIN FALSE");
    }
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> keep(store, 2, "example.org")).isInstanceOf(StoreException.class);
    }
    assertThat(names()).as("it is in the table").contains("N2");
    try (Connection boss = DriverManager.getConnection("jdbc:h2:file:" + file(), "boss", "");
        Statement statement = boss.createStatement()) {
      statement.execute("ALTER USER sa ADMIN TRUE");
    }
    keep(store, 2, "example.org");
  }

  @Test
  void anotherProcessIsKeptAwayAndKillingLosesNothing() throws Exception {
    Process keeper = keeper();
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> kept().size() > 200);
      assertThatThrownBy(open(StoreOptions.DEFAULTS)::size)
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.text()).contains("locked"));
      int before = kept().size();
      await().atMost(Duration.ofSeconds(60)).until(() -> kept().size() > before + 200);
    } finally {
      keeper.destroyForcibly();
    }
    assertThat(keeper.waitFor()).isEqualTo(137); // 128 + SIGKILL
    SenderStore store = open();
    for (String name : kept()) {
      assertThat(store.find(name)).contains(KeeperMain.sender(name));
    }
  }

  private Process keeper() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KeeperMain.class.getName(),
            file().toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(said().toFile())
        .start();
  }

  private Path said() {
    return folder.resolve("said");
  }

  /** Whole lines only: the last one may have been cut. */
  private List<String> kept() throws IOException {
    try (Stream<String> lines = Files.lines(said())) {
      return lines
          .filter(line -> line.endsWith("."))
          .map(line -> line.substring(0, line.length() - 1))
          .toList();
    }
  }

  @Test
  void noThreadsAreLeft() throws Exception {
    SenderStore store = open();
    keep(store, 1, "example.org");
    assertThat(threads()).isNotEmpty();
    store.close();
    await().atMost(Duration.ofSeconds(10)).until(() -> threads().isEmpty());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("spf-srs-store"))
        .toList();
  }
}
