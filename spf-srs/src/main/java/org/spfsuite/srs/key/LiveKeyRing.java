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

  private LiveKeyRing(
      KeyFile file, KeyReading first, Lookout lookout, Consumer<KeyReading> listener) {
    this.file = file;
    this.lookout = lookout;
    this.listener = listener;
    this.stamp = first.stamp();
    listener.accept(first);
    this.ring = first.orThrow();
  }

  /**
   * Reads the file.
   *
   * @param interval between two looks at the file, such as one second
   * @param listener told of each reading, usable or not, before anything comes of it
   * @throws IllegalArgumentException with all problems if the keys must not be used; the listener
   *     has been told by then
   */
  public static LiveKeyRing of(KeyFile file, Duration interval, Consumer<KeyReading> listener) {
    return of(file, file.read(), interval, listener);
  }

  /** The same for a file that has just been read. */
  public static LiveKeyRing of(
      KeyFile file, KeyReading first, Duration interval, Consumer<KeyReading> listener) {
    return new LiveKeyRing(file, first, new Lookout(interval, System::nanoTime), listener);
  }

  /** With a clock of one's own. */
  static LiveKeyRing of(
      KeyFile file, Duration interval, LongSupplier nanos, Consumer<KeyReading> listener) {
    return new LiveKeyRing(file, file.read(), new Lookout(interval, nanos), listener);
  }

  /** The ring that counts now. */
  @Override
  public KeyRing get() {
    lookout.pass(this::look);
    return ring;
  }

  private void look() {
    if (FileStamp.of(file.path()).equals(stamp)) {
      return;
    }
    KeyReading reading = file.read();
    stamp = reading.stamp(); // what changes while it is read is read again
    ring = reading.ring().orElse(ring);
    listener.accept(reading);
  }
}
