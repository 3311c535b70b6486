package org.spfsuite.srs.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyGeneratorTest {

  private static final Instant NOW = Instant.parse("2026-11-22T23:59:59Z");

  @TempDir private Path folder;
  private final KeyGenerator generator = new KeyGenerator(new SecureRandom(), () -> NOW);

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void aLineHasTheDateAndThirtyTwoOctets() {
    String line = generator.line(KeyType.HMAC_SHA256);

    assertThat(line).startsWith("2026-11-22 hmac-sha256 hex:").hasSize(27 + 64);
    assertThat(generator.line(KeyType.HMAC_SHA1)).startsWith("2026-11-22 hmac-sha1 hex:");
    assertThat(generator.line(KeyType.HMAC_SHA256)).as("another secret").isNotEqualTo(line);
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyType.class,
      names = {"HMAC_SHA256", "HMAC_SHA1"})
  void aNewFileCanBeReadByItsOwnerAlone(KeyType type) throws IOException {
    Path file = folder.resolve("srs.keys");
    generator.create(file, type);

    KeyReading reading = KeyFile.of(file, () -> NOW).read();
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.orThrow().signing(NOW).orElseThrow())
        .hasToString("key 2026-11-22 (" + type + ")");
    assertThat(files()).as("nothing else is left").isEqualTo(1);
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void whereFilesHaveOneNameItIsWrittenAtOnce() throws IOException {
    Map<String, String> empty = Map.of("create", "true");
    try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("zip"), empty)) {
      Path file = zip.getPath("/srs.keys");
      generator.create(file, KeyType.HMAC_SHA256);

      assertThat(KeyFile.of(file, () -> NOW).read().isUsable()).isTrue();
      try (Stream<Path> files = Files.list(zip.getPath("/"))) {
        assertThat(files).containsExactly(file);
      }
    }
  }

  @Test
  void aFileThatIsThereStays() throws IOException {
    Path file = Files.writeString(folder.resolve("srs.keys"), "precious");

    assertThatThrownBy(() -> generator.create(file, KeyType.HMAC_SHA256))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("precious");
    assertThat(files()).as("nothing else is left").isEqualTo(1);
  }

  @Test
  void aDanglingLinkIsNotFollowed() throws IOException {
    Path file = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("target"));

    assertThatThrownBy(() -> generator.create(file, KeyType.HMAC_SHA256))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(folder.resolve("target")).doesNotExist();
  }

  @Test
  void aMissingFolderIsNotMade() {
    assertThatThrownBy(() -> generator.create(folder.resolve("none/srs.keys"), KeyType.HMAC_SHA256))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyType.class,
      names = {"EXIM", "OPENSMTPD", "SRS_JS"})
  void whatDoesNotSignNeedsNoNewKeys(KeyType type) throws IOException {
    assertThatThrownBy(() -> generator.create(folder.resolve("srs.keys"), type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nobody needs new keys of the type " + type);
    assertThat(files()).isZero();
  }

  private Path keys(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("srs.keys"), text);
    if (isPosix()) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return file;
  }

  private boolean isPosix() throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix");
  }

  @Test
  void aFurtherKeyComesFirstAndAllElseStays() throws IOException {
    String before = "# ours\n\nold hmac-sha256 raw:0123456789abc-\u00e9  \r\n# end\n";
    Path file = keys(before);
    assertThat(generator.add(file, KeyType.HMAC_SHA256)).isEqualTo("2026-11-22");

    assertThat(Files.readString(file)).startsWith("2026-11-22 hmac-sha256 hex:").endsWith(before);
    assertThat(Files.readString(file).lines()).hasSize(5);
    assertThat(KeyFile.of(file, () -> NOW).read().orThrow().signing(NOW).orElseThrow().id())
        .isEqualTo("2026-11-22");
    assertThat(files()).as("nothing else is left").isEqualTo(1);
  }

  @Test
  void keysOfOneDayHaveDifferentIds() throws IOException {
    Path file = folder.resolve("srs.keys");
    generator.create(file, KeyType.HMAC_SHA256);
    for (int i = 1; i < KeyRing.MAX_KEYS; i++) {
      generator.add(file, KeyType.HMAC_SHA1);
    }

    KeyReading reading = KeyFile.of(file, () -> NOW).read();
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.orThrow().keys())
        .extracting(SrsKey::id)
        .startsWith("2026-11-22p")
        .endsWith("2026-11-22c", "2026-11-22b", "2026-11-22");
    String full = Files.readString(file);
    assertThatThrownBy(() -> generator.add(file, KeyType.HMAC_SHA256))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds 17 keys, and may hold 16");
    assertThat(file).hasContent(full);
    assertThat(files()).as("nothing else is left").isEqualTo(1);
  }

  @Test
  void aKeyMayWaitForItsDay() throws IOException {
    Path file = keys("old hmac-sha256 raw:0123456789abcdef\n");
    generator.notBefore(LocalDate.of(2026, 12, 1)).add(file, KeyType.HMAC_SHA256);

    assertThat(Files.readString(file))
        .startsWith("2026-11-22 hmac-sha256 not-before=2026-12-01 hex:");
    KeyRing ring = KeyFile.of(file, () -> NOW).read().orThrow();
    assertThat(ring.signing(NOW).orElseThrow().id()).isEqualTo("old");
    assertThat(ring.signing(Instant.parse("2026-12-01T00:00:00Z")).orElseThrow().id())
        .isEqualTo("2026-11-22");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "precious", "old hmac-sha256 raw:0123456789abcdef", "# none\n"})
  void whatIsNoKeyFileStays(String text) throws IOException {
    Path file = keys(text);

    assertThatThrownBy(() -> generator.add(file, KeyType.HMAC_SHA256))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("srs.keys");
    assertThat(file).hasContent(text);
    assertThat(files()).as("nothing else is left").isEqualTo(1);
  }

  @Test
  void onlyWhatIsThereIsAddedTo() {
    assertThatThrownBy(() -> generator.add(folder.resolve("srs.keys"), KeyType.HMAC_SHA256))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------"})
  void whoMayReadItStays(String permissions) throws IOException {
    assumeTrue(isPosix());
    Path file = keys("old hmac-sha256 raw:0123456789abcdef\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    generator.add(file, KeyType.HMAC_SHA256);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo(permissions);

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    String before = Files.readString(file);
    assertThatThrownBy(() -> generator.add(file, KeyType.HMAC_SHA256))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chmod 600");
    assertThat(file).hasContent(before);
  }

  /** Root adds a key to the file of the user who runs the server. */
  @Test
  void whoseItIsStays() throws IOException {
    assumeTrue(isPosix() && "root".equals(System.getProperty("user.name")));
    Path file = keys("old hmac-sha256 raw:0123456789abcdef\n");
    Files.setOwner(
        file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    generator.add(file, KeyType.HMAC_SHA256);

    assertThat(Files.getOwner(file).getName()).isEqualTo("nobody");
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path file = keys("old hmac-sha256 raw:0123456789abcdef\n");
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), file);
    generator.add(link, KeyType.HMAC_SHA256);

    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(file)).startsWith("2026-11-22 ");
  }
}
