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
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;

/**
 * Keeps the answers of another resolver as long as DNS allows, negative ones too (RFC 2308), and
 * failures for a moment. Look-ups of one question at the same time share one look-up behind the
 * cache. An answer that is asked for shortly before its end is asked anew in the background. If so
 * configured, an answer whose time is over stands in for one that does not come (RFC 8767).
 *
 * <p>An answer from memory costs no query and tells the TTL that is left, in whole seconds, rounded
 * down. Of look-ups that share one, the first is charged for its queries and the others for none;
 * nothing that happens to the stage of one of them, cancellation for instance, touches the others.
 * Stages are completed where the other resolver completes its own, at once, or, when time is up, on
 * the JDK's timer thread.
 */
public final class CachingResolver implements DnsResolver {

  private final DnsResolver upstream;
  private final Lifetimes lifetimes;
  private final long staleAfterNanos;
  private final LongSupplier nanoTime;
  private final Cache<DnsQuestion, Entry> entries;
  private final ConcurrentMap<DnsQuestion, CompletableFuture<DnsAnswer>> underWay =
      new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder joined = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder refreshed = new LongAdder();
  private final LongAdder stale = new LongAdder();

  private CachingResolver(Builder builder) {
    this.upstream = new TimelyResolver(builder.upstream, builder.upstreamTimeout);
    this.lifetimes = builder.lifetimes();
    this.staleAfterNanos = builder.staleAfter.toNanos();
    this.nanoTime = builder.nanoTime;
    this.entries = cache(builder);
  }

  private static Cache<DnsQuestion, Entry> cache(Builder builder) {
    int share = builder.share();
    LongSupplier nanoTime = builder.nanoTime;
    return Caffeine.newBuilder()
        .maximumWeight(builder.maximumBytes)
        .<DnsQuestion, Entry>weigher(
            (question, entry) -> Math.max(share, AnswerWeight.of(question, entry.answer())))
        .expireAfter(
            Expiry.<DnsQuestion, Entry>writing(
                (question, entry) -> Duration.ofNanos(entry.keptNanos())))
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
    CompletionStage<DnsAnswer> hit = remembered(question);
    if (hit != null) {
      return hit;
    }
    CompletableFuture<DnsAnswer> mine = new CompletableFuture<>();
    CompletableFuture<DnsAnswer> theirs = underWay.putIfAbsent(question, mine);
    if (theirs != null) {
      joined.increment();
      return theirs.thenApply(answer -> counted(withQueries(answer, 0)));
    }
    return lead(question, mine);
  }

  /** Renews an answer whose time is nearly over. */
  @Override
  public void expect(DnsQuestion question) {
    Entry entry = entries.getIfPresent(question);
    long now = nanoTime.getAsLong();
    if (entry != null && entry.isFresh(now) && entry.claimRefresh(now)) {
      refresh(question);
    }
  }

  /** What memory has to say, if nobody need be asked or waited for. */
  private @Nullable CompletionStage<DnsAnswer> remembered(DnsQuestion question) {
    Entry entry = entries.getIfPresent(question);
    long now = nanoTime.getAsLong();
    if (entry == null) {
      return null;
    }
    if (entry.isFresh(now)) {
      hits.increment();
      if (entry.claimRefresh(now)) {
        refresh(question);
      }
      return entry.fresh(now);
    }
    if (entry.isBackedOff(now)) {
      hits.increment();
      return CompletableFuture.completedStage(counted(entry.stale()));
    }
    return null;
  }

  private CompletionStage<DnsAnswer> lead(
      DnsQuestion question, CompletableFuture<DnsAnswer> flight) {
    // Another look-up may have come back since memory was asked.
    CompletionStage<DnsAnswer> hit = remembered(question);
    if (hit != null) {
      underWay.remove(question, flight);
      hit.thenAccept(flight::complete);
      return hit;
    }
    misses.increment();
    CompletionStage<DnsAnswer> result = flight.thenApply(this::counted);
    takeOff(question, flight);
    return result;
  }

  /** Asks for an answer before the one in memory ends; whoever waits, waits for the latter. */
  private void refresh(DnsQuestion question) {
    CompletableFuture<DnsAnswer> flight = new CompletableFuture<>();
    if (underWay.putIfAbsent(question, flight) == null) {
      refreshed.increment();
      takeOff(question, flight);
    }
  }

  private void takeOff(DnsQuestion question, CompletableFuture<DnsAnswer> flight) {
    Optional<DnsAnswer> standIn = standIn(question);
    // RFC 8767 §5, client response timer: the look-up goes on, but nobody waits for it any longer.
    standIn.ifPresent(
        answer -> flight.completeOnTimeout(answer, staleAfterNanos, TimeUnit.NANOSECONDS));
    upstream
        .lookup(question)
        .thenAccept(answer -> land(question, flight, standIn, lifetimes.capped(answer)));
  }

  /** What may be served stale if the look-up that now begins fails. */
  private Optional<DnsAnswer> standIn(DnsQuestion question) {
    Entry entry = entries.getIfPresent(question);
    return entry == null || !entry.outlivesItsTtl() || entry.isGone(nanoTime.getAsLong())
        ? Optional.empty()
        : Optional.of(entry.stale());
  }

  /** Ends a flight; what is to be remembered must be so before the next one may begin. */
  private void land(
      DnsQuestion question,
      CompletableFuture<DnsAnswer> flight,
      Optional<DnsAnswer> standIn,
      DnsAnswer answer) {
    try {
      // In one step, so that nothing that was asked before a flush is remembered after it.
      underWay.computeIfPresent(
          question, (key, current) -> current == flight ? keep(key, answer) : current);
    } finally {
      underWay.remove(question, flight);
      flight.complete(isTemporary(answer) ? instead(answer, standIn) : answer);
    }
  }

  /** The stand-in, charged for the queries that were in vain. */
  private static DnsAnswer instead(DnsAnswer failure, Optional<DnsAnswer> standIn) {
    return standIn.map(stale -> withQueries(stale, failure.meta().wireQueries())).orElse(failure);
  }

  /** Remembers an answer; returns nothing, which is what becomes of its flight. */
  private @Nullable CompletableFuture<DnsAnswer> keep(DnsQuestion question, DnsAnswer answer) {
    long now = nanoTime.getAsLong();
    Entry old = entries.getIfPresent(question);
    if (old != null && keepsAfter(answer, old, now)) {
      old.postpone(now, lifetimes.backOffNanos());
    } else {
      // RFC 8767 §4: an answer replaces older data even if it is negative, or not to be kept.
      lifetimes
          .entry(answer, now)
          .ifPresentOrElse(
              entry -> entries.put(question, entry), () -> entries.invalidate(question));
    }
    return null;
  }

  /** Whether an older answer outlives this one, because it failed. */
  private static boolean keepsAfter(DnsAnswer answer, Entry old, long now) {
    boolean failed = answer instanceof Failure;
    return failed && (old.isFresh(now) || (isTemporary(answer) && !old.isGone(now)));
  }

  /**
   * Whether the owner of the name had no say. A chain of aliases that is circular or too long is
   * what the owner published.
   */
  private static boolean isTemporary(DnsAnswer answer) {
    return answer instanceof Failure failure && failure.kind() != FailureKind.CNAME_CHAIN;
  }

  private DnsAnswer counted(DnsAnswer answer) {
    if (answer.meta().stale()) {
      stale.increment();
    }
    return answer;
  }

  private static DnsAnswer withQueries(DnsAnswer answer, int queries) {
    return answer.withMeta(answer.meta().withQueries(queries));
  }

  /**
   * Forgets everything about this name and the names below it. A look-up that is under way still
   * answers those who wait for it, but its answer is not kept, and later look-ups do not join it.
   * What was found through an alias belongs to the name of the alias.
   */
  public void flush(DnsName name) {
    underWay.keySet().removeIf(question -> question.name().isAtOrBelow(name));
    entries.asMap().keySet().removeIf(question -> question.name().isAtOrBelow(name));
  }

  /** Forgets everything, as {@link #flush} does for one name. */
  public void clear() {
    underWay.clear();
    entries.invalidateAll();
  }

  /** What happened so far. */
  public CacheStatistics statistics() {
    entries.cleanUp();
    long bytes =
        entries.policy().eviction().stream()
            .mapToLong(eviction -> eviction.weightedSize().orElse(0))
            .sum();
    return new CacheStatistics(
        hits.sum(),
        joined.sum(),
        misses.sum(),
        refreshed.sum(),
        stale.sum(),
        entries.estimatedSize(),
        bytes);
  }

  /** Settings of a cache. */
  public static final class Builder {

    /** RFC 8767 §4. */
    private static final Duration MAX_TTL = Duration.ofDays(7);

    /** RFC 2308 §7, RFC 9520 §3.2. */
    private static final Duration MAX_BACK_OFF = Duration.ofMinutes(5);

    private static final Duration MAX_UPSTREAM_TIMEOUT = Duration.ofHours(1);

    /** RFC 8767 §5, maximum stale timer: one to three days. */
    private static final Duration MAX_STALENESS = Duration.ofDays(3);

    private static final Duration MAX_STALE_AFTER = Duration.ofMinutes(1);

    private final DnsResolver upstream;
    private Duration maximumTtl = Duration.ofDays(1);
    private Duration maximumNegativeTtl = Duration.ofHours(1);
    private Duration backOff = Duration.ofSeconds(5);
    private Duration upstreamTimeout = Duration.ofSeconds(30);
    private Duration maximumStaleness = Duration.ZERO;
    private Duration staleAfter = Duration.ofMillis(1_800);
    private boolean refreshAhead = true;
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
     * For so long after its time an answer, positive or negative, may stand in for one that does
     * not come (RFC 8767); 0 s-3 d, 0 unless set: never. It is then marked {@linkplain
     * AnswerMeta#stale stale}, has a TTL of 30 s, and DNS is asked again every 30 s, or after the
     * back-off where that is longer. Answers that came without a TTL never stand in.
     */
    public Builder serveStale(Duration maximumStaleness) {
      this.maximumStaleness =
          within("maximumStaleness", maximumStaleness, Duration.ZERO, MAX_STALENESS);
      return this;
    }

    /**
     * A stale answer, where there is one, is given when a look-up has taken this long; it goes on
     * nevertheless. 0 s-1 min, 1.8 s unless set (RFC 8767 §5).
     */
    public Builder staleAfter(Duration time) {
      this.staleAfter = within("staleAfter", time, Duration.ZERO, MAX_STALE_AFTER);
      return this;
    }

    /**
     * Whether an answer that is asked for in the last tenth of its time is asked anew in the
     * background, so that nobody need wait for a name that is in demand; true unless set. Answers
     * that live shorter than 10 s are left alone.
     */
    public Builder refreshAhead(boolean value) {
      this.refreshAhead = value;
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

    private Lifetimes lifetimes() {
      return new Lifetimes(
          maximumTtl.toSeconds(),
          maximumNegativeTtl.toSeconds(),
          backOff.toNanos(),
          maximumStaleness.toNanos(),
          refreshAhead);
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
