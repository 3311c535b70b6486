package org.spfsuite.srs.key;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spfsuite.core.file.FileStamp;

/**
 * What came of reading a key file.
 *
 * @param ring of its keys; no value if there is an error
 * @param problems all of them: who may read the file, lines in their order, the keys as a whole
 * @param stamp of the file, from before it was read
 */
public record KeyReading(Optional<KeyRing> ring, List<KeyProblem> problems, FileStamp stamp) {

  /** Copies the list. */
  public KeyReading {
    problems = List.copyOf(problems);
  }

  /** Whether the keys may be used. */
  public boolean isUsable() {
    return ring.isPresent();
  }

  /**
   * The keys.
   *
   * @throws IllegalArgumentException with all problems if they must not be used
   */
  public KeyRing orThrow() {
    return ring.orElseThrow(
        () ->
            new IllegalArgumentException(
                problems.stream().map(KeyProblem::toString).collect(Collectors.joining("\n"))));
  }
}
