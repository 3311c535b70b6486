package org.spfsuite.srs.postsrsd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that people write. */
final class PlainFile {

  /** Half a million domains. */
  private static final int MAX_OCTETS = 16 * 1024 * 1024;

  private PlainFile() {}

  /**
   * The text of a file in UTF-8.
   *
   * @throws IOException if it cannot be read, is longer than 16 MiB, or is no file: who reads from
   *     a pipe may wait for ever
   */
  static String text(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("it is not a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MAX_OCTETS + 1);
      if (octets.length > MAX_OCTETS) {
        throw new IOException("it is longer than " + MAX_OCTETS + " octets");
      }
      return new String(octets, StandardCharsets.UTF_8);
    }
  }
}
