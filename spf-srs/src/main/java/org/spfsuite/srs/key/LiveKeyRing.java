package org.spfsuite.srs.key;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.spfsuite.core.file.FileStamp;
import org.spfsuite.core.file.Lookout;

/**
 * A ring that follows its file. Whoever asks for it looks, once in a while, whether the file has
 * changed, and reads it, while others go on with the old ring. If the new one must not be used, the
 * old one stays. Safe for use by several threads.
 */
public final class LiveKeyRing implements Supplier<KeyRing> {

  private final KeyFile file;
  private final Lookout lookout;
  private final Consumer<KeyReading> listener;
  private FileStamp stamp;
  private volatile KeyRing ring;
  private volatile KeyReading last;

  private LiveKeyRing(
      KeyFile file, Duration interval, LongSupplier nanos, Consumer<KeyReading> listener) {
    this.file = file;
    this.lookout = new Lookout(interval, nanos);
    this.listener = listener;
    this.stamp = FileStamp.of(file.path());
    this.last = file.read();
    this.ring = last.orThrow();
    listener.accept(last);
  }

  /**
   * Reads the file.
   *
   * @param interval between two looks at the file, such as one second
   * @param listener told of each reading, usable or not
   * @throws IllegalArgumentException with all problems if the keys must not be used
   */
  public static LiveKeyRing of(KeyFile file, Duration interval, Consumer<KeyReading> listener) {
    return of(file, interval, System::nanoTime, listener);
  }

  /** With a clock of one's own. */
  static LiveKeyRing of(
      KeyFile file, Duration interval, LongSupplier nanos, Consumer<KeyReading> listener) {
    return new LiveKeyRing(file, interval, nanos, listener);
  }

  /** The ring that counts now. */
  @Override
  public KeyRing get() {
    lookout.pass(this::look);
    return ring;
  }

  /** What came of reading the file last; its ring counts only if there is one. */
  public KeyReading lastReading() {
    return last;
  }

  private void look() {
    FileStamp before = FileStamp.of(file.path());
    if (before.equals(stamp)) {
      return;
    }
    stamp = before; // what changes while it is read is read again
    last = file.read();
    ring = last.ring().orElse(ring);
    listener.accept(last);
  }
}
