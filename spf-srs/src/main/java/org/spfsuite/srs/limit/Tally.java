package org.spfsuite.srs.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Counts under names, each for some time after its first. When it is full, it forgets names that
 * were counted seldom and long ago rather than refuse new ones: whoever could fill it would
 * otherwise shut out all others for that time.
 */
final class Tally {

  /** So that an entry takes the same room, however long its name is. */
  private record Key(long high, long low) {}

  private final Cache<Key, Integer> counts;
  private final int most;
  private final Permission reached;

  /**
   * Nothing is counted yet.
   *
   * @param most for each name
   * @param reached what is said of a name that has so many
   * @param entries names at the same time; for a moment there may be some more
   * @param time after which a count is forgotten
   * @param nanoTime the clock, in nanoseconds from any origin
   */
  Tally(int most, Permission reached, int entries, Duration time, LongSupplier nanoTime) {
    this.most = most;
    this.reached = reached;
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(entries)
            .expireAfter(Expiry.<Key, Integer>creating((key, count) -> time))
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** Whether one more may be counted. */
  Permission ask(String name) {
    return counts.asMap().getOrDefault(key(name), 0) < most ? Permission.GRANTED : reached;
  }

  /** Counts one more. */
  void add(String name) {
    counts.asMap().merge(key(name), 1, Integer::sum);
  }

  long size() {
    return counts.estimatedSize();
  }

  private static Key key(String name) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer octets = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
      return new Key(octets.getLong(), octets.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each JDK has SHA-256", e);
    }
  }
}
