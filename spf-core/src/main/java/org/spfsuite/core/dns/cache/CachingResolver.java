package org.spfsuite.core.dns.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.Failure;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.text.SafeText;

/**
 * Keeps the answers of another resolver as long as DNS allows, negative ones too (RFC 2308), and
 * failures for a moment. Look-ups of one question at the same time share one look-up behind the
 * cache.
 *
 * <p>An answer from memory costs no query and tells the TTL that is left, in whole seconds, rounded
 * down. Of look-ups that share one, the first is charged for its queries and the others for none;
 * nothing that happens to the stage of one of them, cancellation for instance, touches the others.
 * Stages are completed where the other resolver completes its own, or at once.
 */
public final class CachingResolver implements DnsResolver {

  private static final int MAX_DETAIL = 200;

  private final DnsResolver upstream;
  private final Lifetimes lifetimes;
  private final Duration upstreamTimeout;
  private final LongSupplier nanoTime;
  private final Cache<DnsQuestion, Entry> entries;
  private final ConcurrentMap<DnsQuestion, CompletableFuture<DnsAnswer>> underWay =
      new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder joined = new LongAdder();
  private final LongAdder misses = new LongAdder();

  private CachingResolver(Builder builder) {
    this.upstream = builder.upstream;
    this.lifetimes = new Lifetimes(builder.maximumTtl, builder.maximumNegativeTtl, builder.backOff);
    this.upstreamTimeout = builder.upstreamTimeout;
    this.nanoTime = builder.nanoTime;
    this.entries = cache(builder);
  }

  private static Cache<DnsQuestion, Entry> cache(Builder builder) {
    int share = builder.share();
    LongSupplier nanoTime = builder.nanoTime;
    return Caffeine.newBuilder()
        .maximumWeight(builder.maximumBytes)
        .<DnsQuestion, Entry>weigher(
            (question, entry) -> Math.max(share, AnswerWeight.of(question, entry.answer)))
        .expireAfter(Expiry.<DnsQuestion, Entry>writing((question, entry) -> entry.lifetime))
        .ticker(nanoTime::getAsLong)
        .executor(Runnable::run) // the little that there is to do; no threads of its own
        .build();
  }

  /** A builder for a cache in front of this resolver. */
  public static Builder builder(DnsResolver upstream) {
    return new Builder(upstream);
  }

  @Override
  public CompletionStage<DnsAnswer> lookup(DnsQuestion question) {
    Optional<DnsAnswer> hit = remembered(question);
    if (hit.isPresent()) {
      hits.increment();
      return CompletableFuture.completedStage(hit.get());
    }
    CompletableFuture<DnsAnswer> mine = new CompletableFuture<>();
    @Nullable CompletableFuture<DnsAnswer> theirs = underWay.putIfAbsent(question, mine);
    if (theirs != null) {
      joined.increment();
      return theirs.thenApply(CachingResolver::withoutQueries);
    }
    return lead(question, mine);
  }

  private CompletionStage<DnsAnswer> lead(
      DnsQuestion question, CompletableFuture<DnsAnswer> flight) {
    CompletionStage<DnsAnswer> result = flight.copy(); // whoever cancels it cancels a copy
    // Another look-up may have come back since memory was asked.
    Optional<DnsAnswer> hit = remembered(question);
    if (hit.isPresent()) {
      hits.increment();
      land(question, flight, hit.get());
    } else {
      misses.increment();
      ask(question).thenAccept(answer -> keepAndLand(question, flight, lifetimes.capped(answer)));
    }
    return result;
  }

  /** What the other resolver says; always an answer, whatever it does, and always in time. */
  private CompletionStage<DnsAnswer> ask(DnsQuestion question) {
    CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
    try {
      upstream.lookup(question).whenComplete((value, error) -> answer.complete(of(value, error)));
    } catch (RuntimeException | Error e) {
      // A resolver should not throw (nor return null), but a broken one must not block a question.
      answer.complete(internal(e));
    }
    Failure late = failure(FailureKind.TIMEOUT, "no answer after " + upstreamTimeout);
    return answer.completeOnTimeout(late, upstreamTimeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static DnsAnswer of(@Nullable DnsAnswer answer, @Nullable Throwable error) {
    if (error != null) {
      return internal(error);
    }
    return answer == null ? failure(FailureKind.INTERNAL, "the resolver returned nothing") : answer;
  }

  private static Failure internal(Throwable error) {
    return failure(FailureKind.INTERNAL, "the resolver threw " + error);
  }

  private static Failure failure(FailureKind kind, String detail) {
    return new Failure(kind, SafeText.printable(detail, MAX_DETAIL), AnswerMeta.NONE);
  }

  private void keepAndLand(
      DnsQuestion question, CompletableFuture<DnsAnswer> flight, DnsAnswer answer) {
    try {
      Duration lifetime = lifetimes.of(answer);
      if (!lifetime.isZero()) {
        entries.put(question, new Entry(answer, nanoTime.getAsLong(), lifetime));
      }
    } finally {
      land(question, flight, answer);
    }
  }

  /** Ends a flight; what is to be remembered must be so already. */
  private void land(DnsQuestion question, CompletableFuture<DnsAnswer> flight, DnsAnswer answer) {
    underWay.remove(question, flight);
    flight.complete(answer);
  }

  private Optional<DnsAnswer> remembered(DnsQuestion question) {
    Optional<Entry> entry = Optional.ofNullable(entries.getIfPresent(question));
    long now = nanoTime.getAsLong();
    return entry.flatMap(e -> e.at(now));
  }

  private static DnsAnswer withoutQueries(DnsAnswer answer) {
    AnswerMeta meta = answer.meta();
    return answer.withMeta(new AnswerMeta(meta.ttlSeconds(), meta.authentic(), 0));
  }

  /** What happened so far. */
  public CacheStatistics statistics() {
    entries.cleanUp();
    long bytes =
        entries.policy().eviction().stream()
            .mapToLong(eviction -> eviction.weightedSize().orElse(0))
            .sum();
    return new CacheStatistics(
        hits.sum(), joined.sum(), misses.sum(), entries.estimatedSize(), bytes);
  }

  /** An answer in memory: since when and for how long. */
  private record Entry(DnsAnswer answer, long since, Duration lifetime) {

    /** The answer as it stands now; empty if its time is over. */
    Optional<DnsAnswer> at(long now) {
      Duration left = lifetime.minusNanos(now - since);
      if (left.isNegative() || left.isZero()) {
        return Optional.empty();
      }
      boolean failed = answer instanceof Failure;
      long ttl = failed ? 0 : Math.min(left.toSeconds(), answer.meta().ttlSeconds());
      return Optional.of(answer.withMeta(new AnswerMeta(ttl, answer.meta().authentic(), 0)));
    }
  }

  /**
   * How long answers may be kept.
   *
   * @param records answers with records
   * @param negative answers without
   * @param failures failures
   */
  private record Lifetimes(Duration records, Duration negative, Duration failures) {

    /** How long to keep an answer that was {@link #capped}; zero: it must not be used again. */
    Duration of(DnsAnswer answer) {
      return answer instanceof Failure ? failures : Duration.ofSeconds(answer.meta().ttlSeconds());
    }

    /** The answer with a TTL that is no longer than we would keep it. */
    DnsAnswer capped(DnsAnswer answer) {
      Duration maximum = answer instanceof DnsAnswer.Records ? records : negative;
      AnswerMeta meta = answer.meta();
      long ttl = Math.max(Math.min(meta.ttlSeconds(), maximum.toSeconds()), 0);
      return answer.withMeta(new AnswerMeta(ttl, meta.authentic(), meta.wireQueries()));
    }
  }

  /** Settings of a cache. */
  public static final class Builder {

    /** RFC 8767 §4. */
    private static final Duration MAX_TTL = Duration.ofDays(7);

    /** RFC 2308 §7, RFC 9520 §3.2. */
    private static final Duration MAX_BACK_OFF = Duration.ofMinutes(5);

    private static final Duration MAX_UPSTREAM_TIMEOUT = Duration.ofHours(1);

    private final DnsResolver upstream;
    private Duration maximumTtl = Duration.ofDays(1);
    private Duration maximumNegativeTtl = Duration.ofHours(1);
    private Duration backOff = Duration.ofSeconds(5);
    private Duration upstreamTimeout = Duration.ofSeconds(30);
    private long maximumBytes = 64L << 20;
    private int maximumEntries = 100_000;
    private LongSupplier nanoTime = System::nanoTime;

    private Builder(DnsResolver upstream) {
      this.upstream = upstream;
    }

    /** Records are not kept longer than this, whatever their TTL; 0 s-7 d, 1 d unless set. */
    public Builder maximumTtl(Duration time) {
      this.maximumTtl = within("maximumTtl", time, Duration.ZERO, MAX_TTL);
      return this;
    }

    /**
     * That there is no such record or name is not kept longer than this; 0 s-7 d, 1 h unless set.
     * RFC 2308 §5 finds one to three hours sensible.
     */
    public Builder maximumNegativeTtl(Duration time) {
      this.maximumNegativeTtl = within("maximumNegativeTtl", time, Duration.ZERO, MAX_TTL);
      return this;
    }

    /** For so long a question that failed is not asked again; 0-5 min, 5 s unless set; 0: never. */
    public Builder backOff(Duration time) {
      this.backOff = within("backOff", time, Duration.ZERO, MAX_BACK_OFF);
      return this;
    }

    /**
     * When a look-up behind the cache counts as lost, so that the next one asks again; 1 ms-1 h, 30
     * s unless set. To be set above what the other resolver takes at worst; a resolver that keeps
     * its own time limit never gets there.
     */
    public Builder upstreamTimeout(Duration time) {
      this.upstreamTimeout =
          within("upstreamTimeout", time, Duration.ofMillis(1), MAX_UPSTREAM_TIMEOUT);
      return this;
    }

    /**
     * Memory that answers may take, in bytes as the cache estimates them; 1 to 2<sup>31</sup>-1, 64
     * MiB unless set. This is the bound that protects memory: one answer may be a hundred bytes or
     * 64 KiB, as the sender's DNS pleases. The answers least worth keeping give way.
     */
    public Builder maximumBytes(long bytes) {
      this.maximumBytes = within("maximumBytes", bytes);
      return this;
    }

    /**
     * Number of answers in memory; 1 to 2<sup>31</sup>-1, 100,000 unless set. Both bounds hold,
     * because no answer is charged for less than {@code maximumBytes / maximumEntries}.
     */
    public Builder maximumEntries(int count) {
      this.maximumEntries = (int) within("maximumEntries", count);
      return this;
    }

    /** The clock, in nanoseconds from any origin; {@link System#nanoTime} unless set. */
    public Builder nanoTime(LongSupplier clock) {
      this.nanoTime = clock;
      return this;
    }

    /** The least that an answer is charged for, in bytes. */
    private int share() {
      return (int) ((maximumBytes + maximumEntries - 1) / maximumEntries);
    }

    private static Duration within(String name, Duration time, Duration least, Duration most) {
      if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
        throw new IllegalArgumentException(
            name + " must be " + least + " to " + most + ", not " + time);
      }
      return time;
    }

    private static long within(String name, long count) {
      if (count < 1 || count > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            name + " must be 1 to " + Integer.MAX_VALUE + ", not " + count);
      }
      return count;
    }

    /** The resolver with its cache, which is empty. */
    public CachingResolver build() {
      return new CachingResolver(this);
    }
  }
}
