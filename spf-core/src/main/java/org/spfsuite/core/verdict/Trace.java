package org.spfsuite.core.verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;

/**
 * Everything that happened in a check.
 *
 * @param nodes the policy of the checked domain, then the explanation if one was fetched; empty if
 *     there was no domain to check
 */
public record Trace(List<TraceNode> nodes) {

  /** Copies the list. */
  public Trace {
    nodes = List.copyOf(nodes);
  }

  /** All DNS look-ups, in the order in which they were consumed. */
  public List<TraceNode.Lookup> lookups() {
    List<TraceNode.Lookup> lookups = new ArrayList<>();
    collect(nodes, lookups);
    return lookups;
  }

  private static void collect(List<TraceNode> nodes, List<TraceNode.Lookup> lookups) {
    for (TraceNode node : nodes) {
      if (node instanceof TraceNode.Lookup lookup) {
        lookups.add(lookup);
      } else {
        collect(children(node), lookups);
      }
    }
  }

  /** What happened inside a step; empty for those that have no inside. */
  public static List<TraceNode> children(TraceNode node) {
    if (node instanceof TraceNode.Policy policy) {
      return policy.children();
    }
    if (node instanceof TraceNode.Term term) {
      return term.children();
    }
    return node instanceof TraceNode.Explaining explaining ? explaining.children() : List.of();
  }

  /**
   * A resolver that gives the answers of this trace again: a check of the same request with it
   * comes to the same verdict, without DNS. Any other question fails.
   */
  public DnsResolver replay() {
    Map<DnsQuestion, DnsAnswer> answers = new HashMap<>();
    lookups().forEach(lookup -> answers.putIfAbsent(lookup.question(), lookup.answer()));
    DnsAnswer unknown =
        new DnsAnswer.Failure(FailureKind.INTERNAL, "not in the trace", AnswerMeta.NONE);
    return question -> CompletableFuture.completedStage(answers.getOrDefault(question, unknown));
  }
}
