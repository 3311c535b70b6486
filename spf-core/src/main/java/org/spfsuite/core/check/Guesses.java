package org.spfsuite.core.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;

/**
 * What one rehearsal is told: the answers that are there, and of all others that nothing matches.
 *
 * <p>The limits of RFC 7208 §4.6.4 hold for rehearsals too. But how many terms an include brings is
 * not known before its record is there, so a term behind it may turn out to be the eleventh. Such a
 * term costs one question at the most: its mail exchangers and validated names wait. A check with
 * its rehearsals so asks no more than the RFC lets a check ask.
 */
final class Guesses implements DnsResolver {

  /** A policy that says nothing of anybody. */
  private static final DnsAnswer NEUTRAL =
      new DnsAnswer.Records(List.of(new RecordData.Txt("v=spf1 ?all")), AnswerMeta.NONE);

  private static final DnsAnswer NOTHING = new DnsAnswer.NoData(AnswerMeta.NONE);

  private final Lookups lookups;

  private final Set<DnsName> mailExchangers = new HashSet<>();
  private final Set<DnsName> clientNames = new HashSet<>();

  private boolean includeIsUnknown;

  /** What {@code %{p}} stands for cannot be told; other names are not worth the distinction. */
  private boolean clientIsUnknown;

  Guesses(Lookups lookups) {
    this.lookups = lookups;
  }

  @Override
  public CompletionStage<DnsAnswer> lookup(DnsQuestion question) {
    CompletableFuture<@Nullable DnsAnswer> answer = lookups.asked(question);
    if (answer == null && isWorthAsking(question)) {
      answer = lookups.ask(question);
    }
    DnsAnswer value = answer == null ? null : valueOf(answer);
    return CompletableFuture.completedStage(value == null ? guess(question) : known(value));
  }

  /** The answer; null if it is not there, or never will be. */
  static @Nullable DnsAnswer valueOf(CompletableFuture<@Nullable DnsAnswer> answer) {
    return answer.isDone() && !answer.isCompletedExceptionally() ? answer.join() : null;
  }

  private boolean isWorthAsking(DnsQuestion question) {
    boolean ofClient = clientNames.contains(question.name()); // one of up to ten
    boolean ofTerm = !ofClient && !mailExchangers.contains(question.name());
    return (ofTerm || !includeIsUnknown) && (ofClient || !clientIsUnknown);
  }

  private DnsAnswer guess(DnsQuestion question) {
    includeIsUnknown |= question.type() == RecordType.TXT;
    clientIsUnknown |= question.type() == RecordType.PTR || clientNames.contains(question.name());
    return question.type() == RecordType.TXT ? NEUTRAL : NOTHING;
  }

  private DnsAnswer known(DnsAnswer answer) {
    if (answer instanceof DnsAnswer.Records records) {
      for (RecordData data : records.records()) {
        if (data instanceof RecordData.Mx mx) {
          mailExchangers.add(mx.exchange());
        } else if (data instanceof RecordData.Ptr ptr) {
          clientNames.add(ptr.name());
        }
      }
    }
    return answer;
  }
}
