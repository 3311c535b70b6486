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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
}
