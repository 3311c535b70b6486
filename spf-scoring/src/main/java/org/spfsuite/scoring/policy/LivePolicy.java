package org.spfsuite.scoring.policy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.spfsuite.core.file.FileStamp;
import org.spfsuite.core.file.Lookout;

/**
 * A policy that follows its files. Whoever asks for it looks, once in a while, whether a file that
 * it was read from has another size or time, or a folder other files; then reads all of them, while
 * others go on with the old policy. If the new one must not be used, the old one stays.
 */
public final class LivePolicy implements Supplier<ScorePolicy> {

  private final PolicyFiles files;
  private final Lookout lookout;
  private final Consumer<PolicyReading> listener;
  private Map<Path, FileStamp> stamps;
  private volatile ScorePolicy policy;
  private volatile PolicyReading last;

  private LivePolicy(
      PolicyFiles files, Duration interval, LongSupplier nanos, Consumer<PolicyReading> listener) {
    this.files = files;
    this.lookout = new Lookout(interval, nanos);
    this.listener = listener;
    Map<Path, FileStamp> before = stamps(Set.of());
    PolicyFiles.Outcome outcome = files.readFiles();
    this.stamps = stamps(outcome.files());
    this.stamps.putAll(before); // what changes while it is read is read again
    this.last = outcome.reading();
    this.policy = outcome.reading().orThrow();
    listener.accept(last);
  }

  /**
   * Reads the files.
   *
   * @param interval between two looks at the files, such as one second
   * @param listener told of each reading, usable or not
   * @throws IllegalArgumentException with all problems if the policy must not be used
   */
  public static LivePolicy of(
      PolicyFiles files, Duration interval, Consumer<PolicyReading> listener) {
    return new LivePolicy(files, interval, System::nanoTime, listener);
  }

  /** With a clock of one's own. */
  static LivePolicy of(
      PolicyFiles files, Duration interval, LongSupplier nanos, Consumer<PolicyReading> listener) {
    return new LivePolicy(files, interval, nanos, listener);
  }

  /** The policy that counts now. */
  @Override
  public ScorePolicy get() {
    lookout.pass(this::look);
    return policy;
  }

  /** What came of reading the files last; its policy counts only if it is usable. */
  public PolicyReading lastReading() {
    return last;
  }

  private void look() {
    Map<Path, FileStamp> before = stamps(stamps.keySet());
    if (before.equals(stamps)) {
      return;
    }
    PolicyFiles.Outcome outcome = files.readFiles();
    stamps = stamps(outcome.files());
    stamps.putAll(before); // a file that is missing now may come back
    last = outcome.reading();
    if (last.isUsable()) {
      policy = last.policy();
    }
    listener.accept(last);
  }

  private Map<Path, FileStamp> stamps(Set<Path> read) {
    Map<Path, FileStamp> found = new HashMap<>();
    read.forEach(path -> found.put(path, FileStamp.of(path)));
    files.files().forEach(path -> found.put(path, FileStamp.of(path)));
    return found;
  }
}
