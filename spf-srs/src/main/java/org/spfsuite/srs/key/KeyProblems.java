package org.spfsuite.srs.key;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spfsuite.core.file.FileStamp;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.srs.key.KeyProblem.Severity;

/**
 * What is wrong so far. Nobody wants to read of more than a few wrong lines: then it is the wrong
 * file.
 */
final class KeyProblems {

  private static final int MAX = 100;
  private static final int MAX_NAME = 300;

  private final String file;
  private final List<KeyProblem> found = new ArrayList<>();
  private boolean usable = true;

  KeyProblems(Path file) {
    this.file = SafeText.printable(file.toString(), MAX_NAME);
  }

  void error(int line, String text) {
    usable = false;
    add(Severity.ERROR, line, text);
  }

  void warn(int line, String text) {
    add(Severity.WARNING, line, text);
  }

  private void add(Severity severity, int line, String text) {
    if (found.size() < MAX) {
      found.add(new KeyProblem(severity, file, line, text));
    }
  }

  /** What a shell takes for the name of the file. */
  String file() {
    return file;
  }

  boolean areHarmless() {
    return usable;
  }

  KeyReading reading(List<SrsKey> keys, FileStamp stamp) {
    return new KeyReading(usable ? Optional.of(new KeyRing(keys)) : Optional.empty(), found, stamp);
  }
}
