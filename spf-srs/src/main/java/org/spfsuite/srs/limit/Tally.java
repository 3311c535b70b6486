package org.spfsuite.srs.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Counts under names, each for some time after its first. Never forgets one before: who could make
 * it forget would be counted anew. Instead it takes no more names when it is full.
 */
final class Tally {

  /** So that an entry takes the same room, however long its name is. */
  private record Key(long high, long low) {}

  private final Cache<Key, Integer> counts;
  private final int most;
  private final int entries;
  private final Permission reached;

  /**
   * Nothing is counted yet.
   *
   * @param most for each name
   * @param reached what is said of a name that has so many
   * @param entries names at the same time; several threads may exceed it by one each
   * @param time after which a count is forgotten
   * @param nanoTime the clock, in nanoseconds from any origin
   */
  Tally(int most, Permission reached, int entries, Duration time, LongSupplier nanoTime) {
    this.most = most;
    this.reached = reached;
    this.entries = entries;
    this.counts =
        Caffeine.newBuilder()
            .expireAfter(Expiry.<Key, Integer>creating((key, count) -> time))
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** Whether one more may be counted. */
  Permission ask(String name) {
    Optional<Integer> count = Optional.ofNullable(counts.getIfPresent(key(name)));
    if (count.isPresent()) {
      return count.get() < most ? Permission.GRANTED : reached;
    }
    return isFull() ? Permission.GUARD_FULL : Permission.GRANTED;
  }

  private boolean isFull() {
    if (counts.estimatedSize() >= entries) {
      counts.cleanUp(); // some may have had their time
    }
    return counts.estimatedSize() >= entries;
  }

  /** Counts one more; nothing new is counted if it is full. */
  void add(String name) {
    Key key = key(name);
    if (counts.getIfPresent(key) != null || !isFull()) {
      counts.asMap().merge(key, 1, Integer::sum);
    }
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
