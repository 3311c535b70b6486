package org.spfsuite.core.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.Failure;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.Warning;

/**
 * One check's dealings with DNS: waits no longer than the check may take, whatever the resolver
 * does, and keeps the books.
 */
final class DnsSession {

  private static final int MAX_DETAIL = 200;

  private final Lookups lookups;
  private final LookupBudget budget;
  private final Tracer tracer;
  private final Warnings warnings = new Warnings();
  private final LongSupplier nanoTime;
  private final long started;
  private final long timeoutNanos;

  private boolean authentic = true;
  private final List<DnsQuestion> questions = new ArrayList<>();
  private long ttlSeconds = Long.MAX_VALUE;

  DnsSession(
      Lookups lookups,
      LookupBudget budget,
      CheckLimits limits,
      Tracer tracer,
      LongSupplier nanoTime) {
    this.lookups = lookups;
    this.budget = budget;
    this.tracer = tracer;
    this.nanoTime = nanoTime;
    this.started = nanoTime.getAsLong();
    this.timeoutNanos = limits.timeout().toNanos();
  }

  /** Asks on behalf of a term of this domain's record: an empty answer is charged (§4.6.4). */
  DnsAnswer askCounted(String domain, DnsName name, RecordType type) {
    DnsAnswer answer = ask(domain, new DnsQuestion(name, type), true);
    if (answer instanceof DnsAnswer.NoData || answer instanceof DnsAnswer.NxDomain) {
      chargeVoid(domain, name, type);
    }
    return answer;
  }

  /** Charges a look-up that found nothing (§4.6.4). */
  void chargeVoid(String domain, DnsName name, RecordType type) {
    budget.chargeVoid(domain, name, type);
  }

  /** Asks without charging an empty answer. */
  DnsAnswer ask(String domain, DnsName name, RecordType type) {
    return ask(domain, new DnsQuestion(name, type), false);
  }

  private DnsAnswer ask(String domain, DnsQuestion question, boolean counted) {
    DnsAnswer answer = await(domain, question);
    tracer.lookup(question, answer, counted);
    AnswerMeta meta = answer.meta();
    questions.add(question);
    authentic &= meta.authentic();
    ttlSeconds = Math.min(ttlSeconds, meta.ttlSeconds());
    if (meta.stale()) {
      String detail = question.type() + " " + question.name() + " is past its TTL";
      warnings.add(Warning.Code.STALE_ANSWER, domain, detail);
    }
    return answer;
  }

  private DnsAnswer await(String domain, DnsQuestion question) {
    long left = timeoutNanos - elapsedNanos();
    if (left <= 0) {
      return late(domain, question);
    }
    try {
      CompletableFuture<@Nullable DnsAnswer> future = lookups.ask(question);
      lookups.await(future, left);
      @Nullable DnsAnswer answer = future.get();
      return answer == null ? internal("the resolver returned nothing") : answer;
    } catch (TimeoutException e) {
      return late(domain, question);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return internal("interrupted");
    } catch (ExecutionException | RuntimeException e) {
      // A resolver should not throw, but a broken one must not break the check.
      return internal("the resolver threw " + e);
    }
  }

  private DnsAnswer late(String domain, DnsQuestion question) {
    String detail = "no verdict after " + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms";
    budget.breakWith(new Problem(ProblemCode.DEADLINE, domain, detail));
    return new Failure(FailureKind.TIMEOUT, "no time left for " + question, AnswerMeta.NONE);
  }

  private static Failure internal(String detail) {
    return new Failure(
        FailureKind.INTERNAL, SafeText.printable(detail, MAX_DETAIL), AnswerMeta.NONE);
  }

  /** The problem of a term whose question failed. */
  static Problem problem(String domain, DnsName name, RecordType type, Failure failure) {
    ProblemCode code =
        switch (failure.kind()) {
          case TIMEOUT -> ProblemCode.DNS_TIMEOUT;
          case INTERNAL -> ProblemCode.INTERNAL;
          default -> ProblemCode.DNS_FAILURE;
        };
    String detail = type + " " + name + ": " + failure.kind() + " " + failure.detail();
    return new Problem(code, domain, SafeText.printable(detail, MAX_DETAIL));
  }

  long elapsedNanos() {
    return nanoTime.getAsLong() - started;
  }

  /** The oddities of the check, those of DNS among them. */
  Warnings warnings() {
    return warnings;
  }

  /** What the verdict rests on, in the order of the evaluation. */
  List<DnsQuestion> questions() {
    return questions;
  }

  int wireQueries() {
    return lookups.wireQueries();
  }

  boolean authentic() {
    return !questions.isEmpty() && authentic;
  }

  long ttlSeconds() {
    return !questions.isEmpty() ? ttlSeconds : 0;
  }
}
