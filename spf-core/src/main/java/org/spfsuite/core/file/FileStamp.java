package org.spfsuite.core.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/**
 * What changes when a file does: its size, its time, and which file has its name; also who may read
 * it, since that is how unreadable files are mended.
 *
 * @param text to be compared only
 */
public record FileStamp(String text) {

  private static final FileStamp MISSING = new FileStamp("missing");
  private static final FileStamp UNREADABLE = new FileStamp("unreadable");

  /** The stamp of a file, or of a folder; never fails. */
  public static FileStamp of(Path path) {
    try {
      Optional<PosixFileAttributeView> posix =
          Optional.ofNullable(Files.getFileAttributeView(path, PosixFileAttributeView.class));
      return posix.isPresent()
          ? of(posix.get().readAttributes())
          : new FileStamp(basic(Files.readAttributes(path, BasicFileAttributes.class)));
    } catch (NoSuchFileException e) {
      return MISSING;
    } catch (IOException e) {
      return UNREADABLE;
    }
  }

  private static FileStamp of(PosixFileAttributes is) {
    return new FileStamp(basic(is) + ' ' + is.owner() + ' ' + is.group() + ' ' + is.permissions());
  }

  private static String basic(BasicFileAttributes is) {
    return is.size() + " " + is.lastModifiedTime() + ' ' + is.fileKey();
  }
}
