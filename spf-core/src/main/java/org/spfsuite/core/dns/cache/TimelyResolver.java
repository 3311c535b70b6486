package org.spfsuite.core.dns.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.Failure;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.text.SafeText;

/**
 * What another resolver says: always an answer, whatever it does, and always in time.
 *
 * @param resolver the other one
 * @param timeout when a look-up counts as lost
 */
record TimelyResolver(DnsResolver resolver, Duration timeout) implements DnsResolver {

  private static final int MAX_DETAIL = 200;

  @Override
  public CompletionStage<DnsAnswer> lookup(DnsQuestion question) {
    CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
    try {
      resolver.lookup(question).whenComplete((value, error) -> answer.complete(of(value, error)));
    } catch (RuntimeException | Error e) {
      // A resolver should not throw (nor return null), but a broken one must not block a question.
      answer.complete(internal(e));
    }
    Failure late = failure(FailureKind.TIMEOUT, "no answer after " + timeout);
    return answer.completeOnTimeout(late, timeout.toNanos(), TimeUnit.NANOSECONDS);
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
}
