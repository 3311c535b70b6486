package org.spfsuite.core.space;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;

/**
 * What one survey asks DNS, each question once, and no more of them than three checks may ask: the
 * limits of RFC 7208 §4.6.4 are per client, and a hostile policy could ask something else for each
 * of its networks. Not safe for use by several threads.
 */
final class QuestionMemo implements DnsResolver {

  static final int MAX_QUESTIONS = 400;

  private static final DnsAnswer REFUSED =
      new DnsAnswer.Failure(FailureKind.INTERNAL, "a survey has asked enough", AnswerMeta.NONE);

  private final DnsResolver resolver;
  private final Map<DnsQuestion, CompletionStage<DnsAnswer>> asked = new HashMap<>();
  private int questions;

  QuestionMemo(DnsResolver resolver) {
    this.resolver = resolver;
  }

  @Override
  public CompletionStage<DnsAnswer> lookup(DnsQuestion question) {
    CompletionStage<DnsAnswer> known = asked.get(question);
    if (known != null) {
      return known;
    }
    questions++;
    if (isExhausted()) {
      return CompletableFuture.completedStage(REFUSED);
    }
    CompletionStage<DnsAnswer> answer = resolver.lookup(question);
    asked.put(question, answer);
    return answer;
  }

  /** Whether a question was refused. */
  boolean isExhausted() {
    return questions > MAX_QUESTIONS;
  }
}
