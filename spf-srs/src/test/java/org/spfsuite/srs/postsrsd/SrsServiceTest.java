package org.spfsuite.srs.postsrsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.srs.socketmap.Client;
import org.spfsuite.srs.store.Database;
import org.spfsuite.srs.store.JdbcSenderStore;
import org.spfsuite.srs.store.SenderStore;
import org.spfsuite.srs.store.StoreOptions;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
final class SrsServiceTest {

  @TempDir private Path directory;

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<SenderStore> stores = new ArrayList<>();
  private @Nullable SrsService service;

  @BeforeEach
  void prepare() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "an example of a secret\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    configure("");
  }

  private void configure(String more) throws IOException {
    Files.writeString(
        directory.resolve("conf"),
        "srs-domain = srs.example socketmap = inet:127.0.0.1:0 secrets-file = '%s'\n%s"
            .formatted(directory.resolve("secret"), more));
  }

  private SrsService start() throws IOException {
    SrsService started =
        SrsService.start(
            () -> ConfigReader.read(Optional.of(directory.resolve("conf")), Map.of(), "mail"),
            file -> {
              SenderStore store =
                  JdbcSenderStore.open(
                      new Database.Embedded(file),
                      StoreOptions.DEFAULTS.withDeadline(Duration.ofSeconds(20)),
                      InstantSource.system());
              stores.add(store);
              return store;
            },
            InstantSource.system(),
            log::add);
    service = started;
    return started;
  }

  @AfterEach
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  private static String ask(SrsService service, String request) throws IOException {
    String address = service.address();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    return Client.ask(port, request);
  }

  @Test
  void rewritesAndReverses() throws IOException {
    SrsService running = start();
    String there = ask(running, "forward a@b.example");

    assertThat(there).startsWith("OK SRS0=").endsWith("=b.example=a@srs.example");
    assertThat(ask(running, "reverse " + there.substring(3))).isEqualTo("OK a@b.example");
    assertThat(log)
        .hasSize(2)
        .anyMatch(line -> line.startsWith("SRS action=rewrite from=\"a@b.example\""))
        .anyMatch(line -> line.startsWith("SRS action=reverse"));

    running.close();
    assertThat(log)
        .endsWith("SRS counted forward.rewritten.srs0=1 key.line-1=2 reverse.original.srs0=1");
    assertThatThrownBy(() -> ask(running, "forward a@b.example")).isInstanceOf(IOException.class);
  }

  @Test
  void sendersThatStayAreLoggedForDebuggingOnly() throws IOException {
    SrsService running = start();
    ask(running, "forward a@srs.example");
    assertThat(log).isEmpty();

    configure("debug = on");
    running.reload();
    ask(running, "forward a@srs.example");
    assertThat(log).anyMatch(line -> line.startsWith("SRS action=leave"));
  }

  @Test
  void wrongConfigurationIsNotAdopted() throws IOException {
    SrsService running = start();
    configure("domains = { b.example } foo = 1");
    running.reload();

    assertThat(log)
        .anyMatch(line -> line.endsWith(":2: error: postsrsd has no option 'foo'"))
        .endsWith("error: configuration not adopted: there are errors in it");
    assertThat(ask(running, "forward a@b.example")).startsWith("OK ");

    configure("domains = { b.example }");
    running.reload();
    assertThat(log).endsWith("configuration adopted");
    assertThat(ask(running, "forward a@b.example")).isEqualTo("NOTFOUND ");
  }

  @Test
  void whereItCannotListenItDoesNotMove() throws IOException {
    SrsService running = start();
    configure(
        "socketmap = 'unix:%s' original-envelope = database envelope-database = 'h2:%s'"
            .formatted(directory.resolve("none/s"), directory.resolve("db")));
    running.reload();

    assertThat(log.get(log.size() - 1))
        .startsWith("error: configuration not adopted: cannot listen: ");
    assertThat(ask(running, "forward a@b.example")).startsWith("OK ");
    assertThat(stores).singleElement().satisfies(SrsServiceTest::assertClosed);
  }

  private static void assertClosed(SenderStore store) {
    assertThatThrownBy(store::size).hasMessageContaining("the store is closed");
  }

  @Test
  void movesToAnotherSocket() throws IOException {
    SrsService running = start();
    configure("socketmap = 'unix:" + directory.resolve("s") + "'");
    running.reload();
    assertThat(running.address()).isEqualTo("unix:" + directory.resolve("s"));
    assertThat(directory.resolve("s")).exists();

    configure("");
    running.reload();
    assertThat(directory.resolve("s")).doesNotExist();
    assertThat(running.address()).startsWith("inet:127.0.0.1:");
    assertThat(ask(running, "forward a@b.example")).startsWith("OK ");
  }

  @Test
  void secretsAreFollowed() throws IOException {
    SrsService running = start();
    String before = ask(running, "forward a@b.example");
    Files.writeString(
        directory.resolve("secret"), "quite another secret\nan example of a secret\n");

    await().until(() -> !ask(running, "forward a@b.example").equals(before));
    assertThat(ask(running, "reverse " + before.substring(3))).isEqualTo("OK a@b.example");
  }

  @Test
  void whatIsOddInSecretsIsTold() throws IOException {
    Files.writeString(directory.resolve("secret"), "# an example of a comment\n");
    start();

    assertThat(log)
        .singleElement()
        .asString()
        .contains("secret:1: warning: postsrsd knows no comments");
  }

  @Test
  void domainsAreFollowedIfAskedFor() throws IOException {
    Path domains = Files.writeString(directory.resolve("domains"), "c.example\n");
    configure("domains-file-watch = on domains-file = '" + domains + "'");
    SrsService running = start();
    assertThat(ask(running, "forward a@b.example")).startsWith("OK ");

    Files.writeString(domains, "c.example\nb.example\n");

    await().until(() -> ask(running, "forward a@b.example").equals("NOTFOUND "));
  }

  @Test
  void longSendersAreKeptInADatabaseOverReloads() throws IOException {
    String database =
        "original-envelope = database envelope-database = 'h2:" + directory.resolve("db") + "'\n";
    configure(database);
    SrsService running = start();
    String sender = "a".repeat(60) + "@b.example";
    String there = ask(running, "forward " + sender);
    assertThat(there).startsWith("OK SRS0=").contains("=1=").hasSizeLessThan(80);
    assertThat(ask(running, "forward a@b.example")).contains("=b.example=a@");

    configure(database + "debug = on");
    running.reload();
    assertThat(ask(running, "reverse " + there.substring(3))).isEqualTo("OK " + sender);
    assertThat(stores).hasSize(1);
    running.close();
    assertClosed(stores.get(0));
    SrsService next = start();
    assertThat(ask(next, "reverse " + there.substring(3))).isEqualTo("OK " + sender);

    configure("");
    next.reload();
    assertThat(ask(next, "forward a@b.example")).startsWith("OK ");
    assertClosed(stores.get(1));
  }

  @Test
  void doesNotStartWithoutKeysOrPlace() throws IOException {
    Path socket = directory.resolve("s");
    configure("pid-file = '" + directory + "' socketmap = 'unix:" + socket + "'");
    assertThatThrownBy(this::start)
        .isInstanceOf(IOException.class)
        .hasMessage("pid-file: " + directory + " cannot be written, Is a directory");
    assertThat(socket).doesNotExist();
    configure("socketmap = 'unix:" + directory.resolve("none/s") + "'");
    assertThatThrownBy(this::start)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "socketmap: cannot listen on unix:" + directory.resolve("none/s") + ", ");
    configure("");
    Files.writeString(directory.resolve("secret"), "\n");
    assertThatThrownBy(this::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds no key");
  }

  @Test
  void pidFileIsRemoved() throws IOException {
    Path pid = directory.resolve("pid");
    configure("pid-file = '" + pid + "'");
    SrsService running = start();
    assertThat(pid).hasContent(Long.toString(ProcessHandle.current().pid()));

    running.close();

    assertThat(pid).doesNotExist();
    assertThat(running.stopped()).isCompleted();
  }
}
