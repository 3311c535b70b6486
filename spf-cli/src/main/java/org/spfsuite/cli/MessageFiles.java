package org.spfsuite.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.spfsuite.scoring.message.Header;

/** Messages by the names that the command line gives them. */
final class MessageFiles {

  private static final String STANDARD_INPUT = "-";

  private MessageFiles() {}

  /**
   * The names of the messages behind a name: of a folder, all its files in alphabetic order,
   * without hidden ones.
   *
   * @throws IOException if the folder cannot be read
   */
  static List<String> expand(String name) throws IOException {
    Path path = path(name);
    if (name.equals(STANDARD_INPUT) || !Files.isDirectory(path)) {
      return List.of(name);
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .filter(Files::isRegularFile)
          .map(Path::toString)
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Checks names of files to be read.
   *
   * @throws CommandException if the standard input, which can be read once, is there twice
   */
  static void check(List<String> names) {
    if (names.stream().filter(STANDARD_INPUT::equals).count() > 1) {
      throw CommandException.usage(
          "- is there twice, but the standard input can be read only once");
    }
  }

  /** A name that came in another charset than the system's is none that could be found. */
  static Path path(String name) throws IOException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new IOException("its name is none on this system", e);
    }
  }

  /** The header of a message; what follows it is not read. */
  static Header header(String name, InputStream standardInput) throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      return Header.read(new BufferedInputStream(standardInput));
    }
    try (InputStream message = new BufferedInputStream(Files.newInputStream(path(name)))) {
      return Header.read(message);
    }
  }
}
