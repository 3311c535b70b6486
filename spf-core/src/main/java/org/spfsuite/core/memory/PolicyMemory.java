package org.spfsuite.core.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.net.AddressRange;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Verdict;

/**
 * Verdicts by claim and client address, each for all addresses that the check could not tell from
 * its client's, and until the first of the DNS answers behind it expires. A policy is so compiled
 * piece by piece, from what checks find out anyway: to look a verdict up is to find the claim in a
 * hash table and the address in a sorted array. Safe for use by several threads; finding takes no
 * lock.
 *
 * @param <K> claims: domains, or more
 */
public final class PolicyMemory<K> {

  /** A claim without its regions, with its node in the hash table. */
  private static final int POLICY = 300;

  /** A region with its verdict, of which two identities may have been given copies. */
  private static final int REGION = 300;

  private static final int QUESTION = 120;

  private final Cache<K, Policy> policies;
  private final long maximumBytes;
  private final LongSupplier nanoTime;
  private final Consumer<DnsQuestion> expected;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  /**
   * An empty memory.
   *
   * @param length of a claim, in characters
   * @param maximumBytes of heap, as estimated; 0 keeps nothing
   * @param nanoTime the clock, in nanoseconds from any origin
   * @param expected is told of the questions behind a verdict that is in use and about to end; must
   *     not wait
   */
  public PolicyMemory(
      ToIntFunction<K> length,
      long maximumBytes,
      LongSupplier nanoTime,
      Consumer<DnsQuestion> expected) {
    this.maximumBytes = maximumBytes;
    this.nanoTime = nanoTime;
    this.expected = expected;
    this.policies =
        Caffeine.newBuilder()
            .maximumWeight(maximumBytes)
            .<K, Policy>weigher(
                (claim, policy) ->
                    POLICY
                        + 2 * length.applyAsInt(claim)
                        + REGION * policy.size()
                        + QUESTION * policy.questions())
            .executor(Runnable::run)
            .build();
  }

  /**
   * The verdict that a check would come to now; null if that is not known.
   *
   * @param identity which identity is checked
   * @param claim as the client spelled it
   * @param client not an IPv4-mapped IPv6 address
   */
  public @Nullable Verdict find(Identity identity, K claim, IpAddress client) {
    Policy policy = policies.getIfPresent(claim);
    Outcome outcome = policy == null ? null : policy.find(client);
    Verdict verdict = outcome == null ? null : recall(outcome, identity);
    (verdict == null ? misses : hits).increment();
    return verdict;
  }

  private @Nullable Verdict recall(Outcome outcome, Identity identity) {
    long now = nanoTime.getAsLong();
    if (outcome.isEnding(now)) {
      outcome.questions().forEach(expected);
    }
    return outcome.recall(identity, now);
  }

  /**
   * Keeps a verdict for as long as its TTL says.
   *
   * @param claim as the client spelled it
   * @param range the addresses for which the claim gets this verdict
   * @param verdict found this moment
   * @param questions to DNS that the verdict rests on
   */
  public void keep(K claim, AddressRange range, Verdict verdict, List<DnsQuestion> questions) {
    if (verdict.ttlSeconds() > 0 && maximumBytes > 0) {
      long now = nanoTime.getAsLong();
      policies
          .asMap()
          .compute(
              claim,
              (same, known) ->
                  (known == null ? Policy.EMPTY : known).with(range, verdict, questions, now));
    }
  }

  /** Forgets every policy that rests on an answer about this name or a name below it. */
  public void flush(DnsName name) {
    policies.asMap().values().removeIf(policy -> policy.restsOn(name));
  }

  /** Forgets everything. */
  public void clear() {
    policies.invalidateAll();
  }

  /** What happened so far. */
  public PolicyStatistics statistics() {
    policies.cleanUp();
    long bytes =
        policies.policy().eviction().stream()
            .mapToLong(eviction -> eviction.weightedSize().orElse(0))
            .sum();
    return new PolicyStatistics(hits.sum(), misses.sum(), policies.estimatedSize(), bytes);
  }
}
