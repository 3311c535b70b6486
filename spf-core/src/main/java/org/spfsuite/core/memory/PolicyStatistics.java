package org.spfsuite.core.memory;

/**
 * What a {@link PolicyMemory} did since it was made, and what it holds.
 *
 * @param hits checks answered from memory
 * @param misses checks that had to be done
 * @param policies claims in memory
 * @param bytes what they are charged for
 */
public record PolicyStatistics(long hits, long misses, long policies, long bytes) {

  /** Of two memories, the second of which is asked only where the first has no answer. */
  public PolicyStatistics backedBy(PolicyStatistics second) {
    return new PolicyStatistics(
        hits + second.hits, misses - second.hits, policies + second.policies, bytes + second.bytes);
  }
}
