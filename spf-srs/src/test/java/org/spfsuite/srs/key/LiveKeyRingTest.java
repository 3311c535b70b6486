package org.spfsuite.srs.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveKeyRingTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String SECRET = " hmac-sha256 raw:0123456789abcdef\n";

  @TempDir private Path folder;
  private Path file;
  private final AtomicLong nanos = new AtomicLong();
  private final List<KeyReading> readings = new ArrayList<>();

  @BeforeEach
  void aFile() throws IOException {
    file = folder.resolve("srs.keys");
    write("first" + SECRET);
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
    permit("rw-------");
  }

  private void permit(String permissions) throws IOException {
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
  }

  private LiveKeyRing ring(Consumer<KeyReading> listener) {
    return LiveKeyRing.of(KeyFile.of(file, () -> NOW), SECOND, nanos::get, listener);
  }

  private void later() {
    nanos.addAndGet(SECOND.toNanos());
  }

  private static String ids(LiveKeyRing ring) {
    return ring.get().keys().stream().map(SrsKey::id).toList().toString();
  }

  @Test
  void theFileIsFollowed() throws IOException {
    LiveKeyRing ring = ring(readings::add);
    KeyRing first = ring.get();
    later();
    assertThat(ring.get()).as("nothing has changed").isSameAs(first);

    write("second" + SECRET + "first" + SECRET);
    assertThat(ring.get()).as("nobody looked").isSameAs(first);
    later();
    assertThat(ids(ring)).isEqualTo("[second, first]");
    assertThat(readings).hasSize(2).allMatch(KeyReading::isUsable);
  }

  @Test
  void aBrokenFileKeepsTheOldRingAndSaysWhy() throws IOException {
    LiveKeyRing ring = ring(readings::add);
    write("second hmac-sha256 raw:short\n");
    later();

    assertThat(ids(ring)).isEqualTo("[first]");
    assertThat(readings).hasSize(2);
    assertThat(readings.get(1).problems().toString()).contains("the secret has 5 octets");
    later();
    assertThat(ids(ring)).isEqualTo("[first]");
    assertThat(readings).as("told once").hasSize(2);

    Files.delete(file);
    later();
    assertThat(ids(ring)).isEqualTo("[first]");
    assertThat(readings.get(2).problems().toString()).contains("there is no such file");
    write("third" + SECRET);
    later();
    assertThat(ids(ring)).isEqualTo("[third]");
  }

  /** Neither the size nor the time of the file changes by that. */
  @Test
  void permissionsThatAreMendedAreSeen() throws IOException {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    LiveKeyRing ring = ring(readings::add);
    write("second" + SECRET);
    permit("rw-r--r--");
    later();
    assertThat(ids(ring)).isEqualTo("[first]");

    permit("rw-------");
    later();
    assertThat(ids(ring)).isEqualTo("[second]");
  }

  /** The clock stands for an editor: it is asked when the text has been read. */
  @Test
  void whatChangesWhileItIsReadIsReadAgain() throws IOException {
    List<String> edits = new ArrayList<>(List.of("second" + SECRET));
    InstantSource editor =
        () -> {
          try {
            if (!edits.isEmpty()) {
              write(edits.remove(0));
            }
            return NOW;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    LiveKeyRing ring = LiveKeyRing.of(KeyFile.of(file, editor), SECOND, nanos::get, readings::add);
    assertThat(ids(ring)).isEqualTo("[first]");

    later();
    assertThat(ids(ring)).isEqualTo("[second]");
    edits.add("fourth" + SECRET);
    write("third" + SECRET);
    later();
    assertThat(ids(ring)).isEqualTo("[third]");
    later();
    assertThat(ids(ring)).isEqualTo("[fourth]");
  }

  @Test
  void othersGoOnWithTheOldRingMeanwhile() throws IOException {
    List<String> seen = new ArrayList<>();
    List<LiveKeyRing> rings = new ArrayList<>();
    LiveKeyRing ring =
        ring(
            reading ->
                rings.forEach(
                    live -> seen.add(CompletableFuture.supplyAsync(() -> ids(live)).join())));
    rings.add(ring);
    write("second" + SECRET);
    later();

    assertThat(ids(ring)).isEqualTo("[second]");
    assertThat(seen).as("no thread waits for another").hasSize(1);
  }

  @Test
  void aBrokenFileAtTheBeginningIsNoRingAtAll() throws IOException {
    write("first hmac-sha256 raw:short\n");

    assertThatThrownBy(() -> ring(readings::add))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the secret has 5 octets");
    assertThat(readings).as("told, too").singleElement().matches(reading -> !reading.isUsable());
  }

  @Test
  void whatHasBeenReadIsNotReadTwice() throws IOException {
    KeyFile keys = KeyFile.of(file, () -> NOW);
    KeyReading first = keys.read();
    write("second" + SECRET);
    LiveKeyRing ring = LiveKeyRing.of(keys, first, Duration.ZERO, readings::add);

    assertThat(readings).containsExactly(first);
    assertThat(ids(ring)).as("what has changed since is").isEqualTo("[second]");
  }
}
