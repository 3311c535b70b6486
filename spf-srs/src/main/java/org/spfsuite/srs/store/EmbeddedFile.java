package org.spfsuite.srs.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The file of an embedded database: who corresponds with whom is nobody's business. */
final class EmbeddedFile {

  private static final String ENDING = ".mv.db";

  private EmbeddedFile() {}

  /** Makes an empty file that only its owner may read, unless there is one. */
  static void make(Path file) throws IOException {
    Path path = Path.of(file + ENDING);
    Path folder = path.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder, owner(path, "rwx------"));
    }
    try {
      Files.createFile(path, owner(path, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      return; // as after each start but the first; whoever made it may have given it other rights
    }
  }

  /** Where the file system knows no such rights, those of the folder hold. */
  private static FileAttribute<?>[] owner(Path path, String rights) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }
}
