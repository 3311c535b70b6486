package org.spfsuite.srs.postsrsd;

import java.nio.file.Path;
import org.spfsuite.core.file.FileStamp;

/**
 * A file that was read.
 *
 * @param path where it is
 * @param stamp from before it was read: what has changed meanwhile counts as changed
 */
public record StampedFile(Path path, FileStamp stamp) {

  /** A file that is about to be read. */
  static StampedFile of(Path path) {
    return new StampedFile(path, FileStamp.of(path));
  }
}
