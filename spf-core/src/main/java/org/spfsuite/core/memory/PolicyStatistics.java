package org.spfsuite.core.memory;

/**
 * What a {@link PolicyMemory} did since it was made, and what it holds.
 *
 * @param hits checks answered from memory
 * @param misses checks that had to be done
 * @param policies domains in memory
 * @param bytes what they are charged for
 */
public record PolicyStatistics(long hits, long misses, long policies, long bytes) {}
