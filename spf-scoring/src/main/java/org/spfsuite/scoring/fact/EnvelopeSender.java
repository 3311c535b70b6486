package org.spfsuite.scoring.fact;

import java.util.Optional;

/**
 * The reverse-path that is judged.
 *
 * @param address without brackets, empty if it is null; no value if it is not known
 * @param source where it is from, or why there is none; for people, safe to print
 */
public record EnvelopeSender(Optional<String> address, String source) {

  /** What stands behind the last at sign; empty if there is none. */
  public String domain() {
    String path = address.orElse("");
    int at = path.lastIndexOf('@');
    return at < 0 ? "" : path.substring(at + 1);
  }
}
