package org.spfsuite.scoring.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A policy that follows its files. Whoever asks for it looks, once in a while, whether a file that
 * it was read from has another size or time, or a folder other files; then reads all of them, while
 * others go on with the old policy. If the new one must not be used, the old one stays.
 */
public final class LivePolicy implements Supplier<ScorePolicy> {

  private final PolicyFiles files;
  private final long interval;
  private final LongSupplier nanos;
  private final Consumer<PolicyReading> listener;
  private final ReentrantLock looking = new ReentrantLock();
  private Map<Path, String> stamps;
  private volatile ScorePolicy policy;
  private volatile PolicyReading last;
  private volatile long looked;

  private LivePolicy(
      PolicyFiles files, Duration interval, LongSupplier nanos, Consumer<PolicyReading> listener) {
    this.files = files;
    this.interval = interval.toNanos();
    this.nanos = nanos;
    this.listener = listener;
    this.looked = nanos.getAsLong();
    Map<Path, String> before = stamps(Set.of());
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
    if (nanos.getAsLong() - looked >= interval && looking.tryLock()) {
      try {
        look();
      } finally {
        looked = nanos.getAsLong();
        looking.unlock();
      }
    }
    return policy;
  }

  /** What came of reading the files last; its policy counts only if it is usable. */
  public PolicyReading lastReading() {
    return last;
  }

  private void look() {
    Map<Path, String> before = stamps(stamps.keySet());
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

  private Map<Path, String> stamps(Set<Path> read) {
    Map<Path, String> found = new HashMap<>();
    read.forEach(path -> found.put(path, stamp(path)));
    files.files().forEach(path -> found.put(path, stamp(path)));
    return found;
  }

  private static String stamp(Path path) {
    try {
      BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class);
      return is.size() + " " + is.lastModifiedTime() + " " + is.fileKey();
    } catch (NoSuchFileException e) {
      return "missing";
    } catch (IOException e) {
      return "unreadable";
    }
  }
}
