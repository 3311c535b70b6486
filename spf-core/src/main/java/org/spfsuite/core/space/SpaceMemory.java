package org.spfsuite.core.space;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/**
 * Authorized spaces by claim, until the first of the DNS answers behind them expires. Safe for use
 * by several threads.
 *
 * @param <K> claims: domains, or more
 */
final class SpaceMemory<K> {

  /** A claim without its text, with its space and its node in the hash table. */
  private static final int ENTRY = 400;

  /** A survey costs as much as many checks, so a TTL of zero does not mean one for each message. */
  private static final long MIN_SECONDS = 5;

  private static final long MAX_SECONDS = TimeUnit.DAYS.toSeconds(1);

  /** What DNS trouble kept from being seen may be seen soon; but it may take all the time again. */
  private static final long TROUBLED_SECONDS = 30;

  private final Cache<K, Kept> spaces;
  private final long maximumBytes;
  private final LongSupplier nanoTime;

  /** A space and when it was found. */
  private record Kept(AuthorizedSpace space, long since) {}

  /**
   * An empty memory.
   *
   * @param length of a claim, in characters
   * @param maximumBytes of heap, as estimated; 0 keeps nothing
   * @param nanoTime the clock, in nanoseconds from any origin
   */
  SpaceMemory(ToIntFunction<K> length, long maximumBytes, LongSupplier nanoTime) {
    this.maximumBytes = maximumBytes;
    this.nanoTime = nanoTime;
    this.spaces =
        Caffeine.newBuilder()
            .maximumWeight(maximumBytes)
            .<K, Kept>weigher((claim, kept) -> ENTRY + 2 * length.applyAsInt(claim))
            .expireAfter(Expiry.<K, Kept>writing((claim, kept) -> lifetime(kept.space())))
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  private static Duration lifetime(AuthorizedSpace space) {
    return Duration.ofSeconds(
        space.isTroubled()
            ? TROUBLED_SECONDS
            : Math.max(MIN_SECONDS, Math.min(space.ttlSeconds(), MAX_SECONDS)));
  }

  /** The space with the TTL that is left; empty if it is not known. */
  Optional<AuthorizedSpace> find(K claim) {
    return Optional.ofNullable(spaces.getIfPresent(claim)).map(this::recall);
  }

  private AuthorizedSpace recall(Kept kept) {
    long age = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - kept.since());
    return kept.space().withTtl(Math.max(kept.space().ttlSeconds() - age, 0));
  }

  /** Keeps a space that was found this moment. */
  void keep(K claim, AuthorizedSpace space) {
    if (maximumBytes > 0) {
      spaces.put(claim, new Kept(space, nanoTime.getAsLong()));
    }
  }

  /** Forgets everything. */
  void clear() {
    spaces.invalidateAll();
  }
}
