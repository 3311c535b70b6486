package org.spfsuite.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileStampTest {

  @TempDir private Path folder;
  private Path file;
  private FileStamp before;

  @BeforeEach
  void aFile() throws IOException {
    file = Files.writeString(folder.resolve("file"), "one");
    before = FileStamp.of(file);
  }

  private void assertChanged() {
    assertThat(FileStamp.of(file)).isNotEqualTo(before);
  }

  @Test
  void whatStaysHasOneStamp() {
    assertThat(FileStamp.of(file)).isEqualTo(before);
  }

  @Test
  void sizeCounts() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "three");
    Files.setLastModifiedTime(file, time);
    assertChanged();
  }

  @Test
  void timeCounts() throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertChanged();
  }

  @Test
  void anotherFileOfTheNameCounts() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "two");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertChanged();
  }

  @Test
  void whoMayReadItCounts() throws IOException {
    assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertChanged();
  }

  @Test
  void aMissingFileHasAStamp() throws IOException {
    Files.delete(file);
    assertChanged();
    assertThat(FileStamp.of(file)).isEqualTo(FileStamp.of(folder.resolve("nowhere")));
  }

  @Test
  void aPathThatCannotBeHasAStamp() {
    assertThat(FileStamp.of(file.resolve("below"))).isNotEqualTo(before);
  }
}
