package org.spfsuite.core.dns.cache;

/**
 * What a cache did since it was made, and what it holds. Every look-up counts once: as a hit, as
 * joined or as a miss. The resolver behind the cache was asked {@code misses + refreshed} times.
 *
 * @param hits look-ups answered from memory
 * @param joined look-ups that waited for the answer to an earlier one
 * @param misses look-ups passed on to the resolver behind the cache
 * @param refreshed look-ups that the cache began by itself, to have a new answer in time
 * @param stale look-ups, of all these, that were given an answer whose time was over
 * @param entries answers in memory
 * @param bytes what they are charged for, see {@link CachingResolver.Builder#maximumBytes}
 */
public record CacheStatistics(
    long hits, long joined, long misses, long refreshed, long stale, long entries, long bytes) {}
