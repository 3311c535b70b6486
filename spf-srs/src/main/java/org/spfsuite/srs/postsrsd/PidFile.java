package org.spfsuite.srs.postsrsd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spfsuite.core.file.IoReason;

/**
 * A file that holds the number of this process.
 *
 * @param path where it was written
 */
record PidFile(Path path) {

  /**
   * Writes it.
   *
   * @throws IOException if it cannot be written; the message says where and why
   */
  static PidFile write(Path path) throws IOException {
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw new IOException("it is not a file"); // a pipe would keep us waiting
      }
      Files.writeString(path, number());
      return new PidFile(path);
    } catch (IOException e) {
      throw new IOException(
          "pid-file: " + path + " cannot be written, " + IoReason.ofWriting(e), e);
    }
  }

  private static String number() {
    return Long.toString(ProcessHandle.current().pid());
  }

  /** Deletes it, unless it is another process's by now. */
  void delete() {
    try {
      if (Files.isRegularFile(path) && PlainFile.text(path).equals(number())) {
        Files.delete(path);
      }
    } catch (IOException e) {
      // it was of use while we ran
    }
  }
}
