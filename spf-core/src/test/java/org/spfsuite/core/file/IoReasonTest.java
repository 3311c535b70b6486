package org.spfsuite.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.BindException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class IoReasonTest {

  @TempDir private Path folder;

  static Stream<Arguments> reasons() {
    return Stream.of(
        arguments(new AccessDeniedException("/x"), "permission denied"),
        arguments(new FileSystemException("/x", null, "Is a directory"), "Is a directory"),
        arguments(new BindException("Address already in use"), "Address already in use"),
        arguments(new ClosedChannelException(), "ClosedChannelException"),
        arguments(new IOException("two\nlines"), "two?lines"));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void saysWhyAndNoMore(IOException cause, String reason) {
    assertThat(IoReason.of(cause)).isEqualTo(reason);
  }

  @Test
  void isWhatTheFileSystemSays() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(IoReason.of(failed(folder.resolve("none")))).isEqualTo("there is no such file");
    assertThat(IoReason.of(failed(folder))).isEqualTo("Is a directory");
    assertThat(IoReason.of(failed(file.resolve("below")))).isEqualTo("Not a directory");
    assertThat(IoReason.of(assertThrows(IOException.class, () -> Files.createFile(file))))
        .isEqualTo("there is a file of that name");
  }

  @Test
  void whoCannotWriteMissesAFolder() {
    IOException cause =
        assertThrows(IOException.class, () -> Files.writeString(folder.resolve("none/file"), ""));

    assertThat(IoReason.ofWriting(cause)).isEqualTo("there is no such folder");
    assertThat(IoReason.ofWriting(new AccessDeniedException("/x"))).isEqualTo("permission denied");
  }

  private static IOException failed(Path path) {
    return assertThrows(IOException.class, () -> Files.readString(path));
  }
}
