package org.spfsuite.core.check;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;

/** Passes every question on and remembers it. */
final class RecordingResolver implements DnsResolver {

  private final DnsResolver behind;
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  RecordingResolver(DnsResolver behind) {
    this.behind = behind;
  }

  @Override
  public CompletionStage<DnsAnswer> lookup(DnsQuestion question) {
    asked.add(question.toString());
    return behind.lookup(question);
  }

  /** All questions so far as {@code name/TYPE}, in order. */
  List<String> asked() {
    return List.copyOf(asked);
  }
}
