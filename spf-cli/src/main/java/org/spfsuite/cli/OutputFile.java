package org.spfsuite.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file that gets all of its content or stays as it was: the content is written to a draft beside
 * it, which is then moved there. Whether that can be done is found out before there is anything to
 * write. What is no file, such as a pipe, is written to at once.
 */
final class OutputFile implements AutoCloseable {

  private final Path name;
  private final Path place;
  private final Path draft;

  private OutputFile(Path name, Path place, Path draft) {
    this.name = name;
    this.place = place;
    this.draft = draft;
  }

  /**
   * A file to be written.
   *
   * @throws CommandException if it cannot be
   */
  static OutputFile of(Path name) {
    try {
      Path place = Files.isRegularFile(name) ? name.toRealPath() : name.toAbsolutePath();
      if (Files.exists(place) && !Files.isWritable(place)) {
        throw new AccessDeniedException(place.toString());
      }
      return new OutputFile(name, place, draft(place));
    } catch (IOException e) {
      throw CommandException.unwritable(name.toString(), e);
    }
  }

  /** A file with the permissions of the one whose place it is to take; the place if it is none. */
  private static Path draft(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      throw new FileSystemException(place.toString(), null, "it is a folder");
    }
    Path draft = place.resolveSibling(".spf-" + UUID.randomUUID() + ".tmp");
    if (!Files.exists(place)) {
      Files.createFile(draft);
    } else if (Files.isRegularFile(place)) {
      Files.copy(place, draft, StandardCopyOption.COPY_ATTRIBUTES);
    } else {
      return place;
    }
    draft.toFile().deleteOnExit(); // if the user gets impatient
    return draft;
  }

  /**
   * Writes the whole content, once.
   *
   * @throws CommandException if it cannot be written
   */
  void write(String content) {
    try {
      Files.writeString(draft, content);
      if (!draft.equals(place)) {
        Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw CommandException.unwritable(name.toString(), e);
    }
  }

  /** Takes the draft away, if it is still there. */
  @Override
  public void close() {
    try {
      if (!draft.equals(place)) {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      // It was there a moment ago. Whoever took it away has done what was to be done.
    }
  }
}
