package org.spfsuite.core.check;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;

/**
 * The questions of one check, each asked once. Some are asked before their time: while the check
 * waits, its evaluation is rehearsed with the answers that are there and {@link Guesses} for the
 * others. The questions that come up are those that the check needs next, unless a guess is wrong,
 * and go out at once. The check takes its answers in the order of RFC 7208 all the same and knows
 * nothing of rehearsals, so its verdict is what it would be without.
 */
final class Lookups {

  private final DnsResolver resolver;
  private final Consumer<DnsResolver> rehearsal;
  private final Map<DnsQuestion, CompletableFuture<@Nullable DnsAnswer>> asked = new HashMap<>();
  private final Semaphore arrivals = new Semaphore(0);

  /**
   * Nothing is asked yet.
   *
   * @param resolver asks DNS
   * @param rehearsal evaluates the same policy over a resolver that never makes it wait; one that
   *     does nothing asks nothing early
   */
  Lookups(DnsResolver resolver, Consumer<DnsResolver> rehearsal) {
    this.resolver = resolver;
    this.rehearsal = rehearsal;
  }

  /** The answer to a question that has been asked, if there is one. */
  @Nullable CompletableFuture<@Nullable DnsAnswer> asked(DnsQuestion question) {
    return asked.get(question);
  }

  /** The answer to a question, which is asked unless it has been. */
  CompletableFuture<@Nullable DnsAnswer> ask(DnsQuestion question) {
    CompletableFuture<@Nullable DnsAnswer> known = asked.get(question);
    if (known != null) {
      return known;
    }
    @Nullable CompletionStage<DnsAnswer> stage = resolver.lookup(question);
    CompletableFuture<@Nullable DnsAnswer> answer =
        stage == null ? CompletableFuture.completedFuture(null) : stage.toCompletableFuture();
    asked.put(question, answer);
    if (!answer.isDone()) {
      // Not the stage that this returns: it is completed a moment after whoever waits is woken.
      var unused = answer.whenComplete((value, error) -> arrivals.release());
    }
    return answer;
  }

  /**
   * Waits for an answer and uses the time.
   *
   * @param nanos how long at the most
   * @throws TimeoutException if it has not come by then
   */
  void await(CompletableFuture<@Nullable DnsAnswer> answer, long nanos)
      throws InterruptedException, TimeoutException {
    if (answer.isDone()) {
      return; // as from a cache: the clock costs more than the look-up
    }
    long deadline = System.nanoTime() + nanos;
    while (!answer.isDone()) {
      rehearsal.accept(new Guesses(this));
      if (!arrivals.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      arrivals.drainPermits();
    }
  }

  /** Messages sent so far; a look-up that is still under way has sent one at least. */
  int wireQueries() {
    int queries = 0;
    for (CompletableFuture<@Nullable DnsAnswer> answer : asked.values()) {
      DnsAnswer value = Guesses.valueOf(answer);
      queries += value != null ? value.meta().wireQueries() : answer.isDone() ? 0 : 1;
    }
    return queries;
  }
}
