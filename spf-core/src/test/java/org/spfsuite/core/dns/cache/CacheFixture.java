package org.spfsuite.core.dns.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;

/** A clock that stands still and a resolver that says what it is told, for tests of the cache. */
abstract class CacheFixture {

  static final String NAME = "example.com";

  final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000); // will overflow
  final Upstream upstream = new Upstream();

  /** A resolver that keeps what it is asked and answers as it is told. */
  static final class Upstream implements DnsResolver {
    final Queue<DnsQuestion> asked = new ConcurrentLinkedQueue<>();
    volatile Function<DnsQuestion, CompletionStage<DnsAnswer>> behaviour =
        question -> new CompletableFuture<>();

    void says(DnsAnswer answer) {
      behaviour = question -> CompletableFuture.completedStage(answer);
    }

    void fails(FailureKind kind, int queries) {
      says(failure(kind, queries));
    }

    /** Answers nothing until the future is completed. */
    CompletableFuture<DnsAnswer> waits() {
      CompletableFuture<DnsAnswer> later = new CompletableFuture<>();
      behaviour = question -> later;
      return later;
    }

    @Override
    public CompletionStage<DnsAnswer> lookup(DnsQuestion question) {
      asked.add(question);
      return behaviour.apply(question);
    }
  }

  /** A cache that asks nothing by itself. */
  final CachingResolver.Builder cache() {
    return CachingResolver.builder(upstream).nanoTime(clock::get).refreshAhead(false);
  }

  final void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  final void passSeconds(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  static DnsQuestion question(String name) {
    return new DnsQuestion(DnsName.parse(name).orElseThrow(), RecordType.TXT);
  }

  static DnsAnswer text(long ttl, int queries) {
    return new DnsAnswer.Records(
        List.of(new RecordData.Txt("text")), new AnswerMeta(ttl, false, queries));
  }

  static DnsAnswer text(String text) {
    return new DnsAnswer.Records(List.of(new RecordData.Txt(text)), new AnswerMeta(60, false, 1));
  }

  static DnsAnswer failure(FailureKind kind, int queries) {
    return new DnsAnswer.Failure(kind, "down", new AnswerMeta(0, false, queries));
  }

  static DnsAnswer ask(CachingResolver cache) throws Exception {
    return ask(cache, question(NAME));
  }

  static DnsAnswer ask(CachingResolver cache, DnsQuestion question) throws Exception {
    return get(cache.lookup(question));
  }

  static DnsAnswer get(CompletionStage<DnsAnswer> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** The results of so many calls from eight threads that start together. */
  static <T> List<T> inParallel(int calls, Callable<T> call) throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<List<T>>> parts = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        parts.add(
            pool.submit(
                () -> {
                  start.await(10, TimeUnit.SECONDS);
                  List<T> results = new ArrayList<>();
                  for (int i = 0; i < calls / threads; i++) {
                    results.add(call.call());
                  }
                  return results;
                }));
      }
      List<T> all = new ArrayList<>();
      for (Future<List<T>> part : parts) {
        all.addAll(part.get(10, TimeUnit.SECONDS));
      }
      return all;
    } finally {
      pool.shutdownNow();
    }
  }
}
