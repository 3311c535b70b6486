package org.spfsuite.core.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.Verdict;

/**
 * DNS in which every answer takes the same time, without a clock: when the check waits, all
 * questions of the moment are answered. Each such moment is a round trip.
 */
final class Rounds implements DnsResolver {

  private final Zone zone;
  private final Random random;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<Runnable> pending = new ArrayList<>();
  private int count;

  /**
   * No round trips yet.
   *
   * @param zone what is answered
   * @param seed of the order of answers
   */
  Rounds(Zone zone, long seed) {
    this.zone = zone;
    this.random = new Random(seed);
  }

  @Override
  public synchronized CompletionStage<DnsAnswer> lookup(DnsQuestion question) {
    asked.add(question.toString());
    CompletableFuture<DnsAnswer> future = new CompletableFuture<>();
    DnsAnswer answer = zone.answer(question);
    AnswerMeta meta = answer.meta();
    pending.add(
        () ->
            future.complete(
                answer.withMeta(new AnswerMeta(meta.ttlSeconds(), meta.authentic(), 1))));
    return future;
  }

  /** Runs a check to its end; all questions of the moment are answered at once. */
  Verdict run(CheckHost host, CheckArguments arguments) throws InterruptedException {
    return run(host, arguments, this::answerAll);
  }

  /** Runs a check to its end; one question of the moment is answered, whichever it is. */
  Verdict runAtRandom(CheckHost host, CheckArguments arguments) throws InterruptedException {
    return run(host, arguments, this::answerOne);
  }

  private Verdict run(CheckHost host, CheckArguments arguments, Runnable whileItWaits)
      throws InterruptedException {
    CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    Thread check = new Thread(() -> verdict.complete(host.check(arguments)), "check");
    check.start();
    while (check.isAlive()) {
      // In this order: a thread that has asked has left the wait before. It cannot have asked
      // before
      // all answers of the round were there, so if it waits again, then for the next round.
      if (hasPending() && check.getState() == Thread.State.TIMED_WAITING) {
        whileItWaits.run();
      } else {
        Thread.onSpinWait();
      }
    }
    check.join();
    return verdict.orTimeout(1, TimeUnit.SECONDS).join();
  }

  private synchronized boolean hasPending() {
    return !pending.isEmpty();
  }

  private synchronized void answerAll() {
    count++;
    take(Integer.MAX_VALUE).forEach(Runnable::run);
  }

  private synchronized void answerOne() {
    take(1).forEach(Runnable::run);
  }

  private List<Runnable> take(int most) {
    List<Runnable> taken = new ArrayList<>();
    while (!pending.isEmpty() && taken.size() < most) {
      taken.add(pending.remove(random.nextInt(pending.size())));
    }
    return taken;
  }

  /** Round trips so far. */
  int count() {
    return count;
  }

  /** All questions so far as {@code name/TYPE}, in order. */
  List<String> asked() {
    return List.copyOf(asked);
  }
}
