package org.spfsuite.core.dns.cache;

/**
 * What a cache did since it was made, and what it holds. Every look-up counts once: as a hit, as
 * joined or as a miss.
 *
 * @param hits look-ups answered from memory
 * @param joined look-ups that waited for the answer to an earlier one
 * @param misses look-ups passed on to the resolver behind the cache
 * @param entries answers in memory
 * @param bytes what they are charged for, see {@link CachingResolver.Builder#maximumBytes}
 */
public record CacheStatistics(long hits, long joined, long misses, long entries, long bytes) {}
