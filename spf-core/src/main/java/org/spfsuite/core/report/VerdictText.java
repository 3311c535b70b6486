package org.spfsuite.core.report;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Counters;
import org.spfsuite.core.verdict.Explanation;
import org.spfsuite.core.verdict.Trace;
import org.spfsuite.core.verdict.TraceNode;
import org.spfsuite.core.verdict.Verdict;

/** A verdict in words. Every line is printable, whatever the domain and the client said. */
public final class VerdictText {

  private static final int MAX_DATA = 300;

  private VerdictText() {}

  /** The verdict on a few lines, each ended by a line feed; without the trace. */
  public static String of(Verdict verdict) {
    StringBuilder text = new StringBuilder();
    text.append(verdict.identity().title()).append(' ');
    text.append(verdict.domain().isEmpty() ? "(none)" : verdict.domain());
    text.append(": ").append(verdict.result()).append('\n');
    line(text, "because", verdict.reason());
    verdict.explanation().ifPresent(e -> line(text, explains(verdict, e), e.text()));
    verdict.warnings().forEach(warning -> line(text, "warning", warning.toString()));
    line(text, "cost", cost(verdict.counters()));
    return text.toString();
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append("  ").append(label).append(": ").append(value).append('\n');
  }

  private static String explains(Verdict verdict, Explanation explanation) {
    return explanation.source() == Explanation.Source.DOMAIN_OWNER
        ? verdict.domain() + " explains"
        : "explanation";
  }

  private static String cost(Counters counters) {
    return counters.lookups()
        + " of the limited look-ups, "
        + counters.voidLookups()
        + " void, "
        + counters.wireQueries()
        + " DNS queries, "
        + counters.elapsed().toMillis()
        + " ms";
  }

  /** The trace as a tree, one step on each line. */
  public static String tree(Trace trace, TreeStyle style) {
    StringBuilder text = new StringBuilder();
    for (TraceNode node : trace.nodes()) {
      text.append(label(node)).append('\n');
      children(text, Trace.children(node), "", style);
    }
    return text.toString();
  }

  private static void children(
      StringBuilder text, List<TraceNode> nodes, String indent, TreeStyle style) {
    for (int i = 0; i < nodes.size(); i++) {
      boolean last = i == nodes.size() - 1;
      text.append(indent).append(style.branch(last)).append(label(nodes.get(i))).append('\n');
      children(text, Trace.children(nodes.get(i)), indent + style.below(last), style);
    }
  }

  private static String label(TraceNode node) {
    if (node instanceof TraceNode.Policy policy) {
      return "policy of " + policy.domain() + ": " + policy.outcome();
    }
    if (node instanceof TraceNode.Term term) {
      return term.text() + "  " + term.outcome() + ", " + term.why();
    }
    if (node instanceof TraceNode.Lookup lookup) {
      return "DNS " + lookup.question().type() + " " + lookup.question().name() + ": " + of(lookup);
    }
    return node instanceof TraceNode.Expansion expansion
        ? "macros " + expansion.before() + " -> " + expansion.after()
        : "explanation";
  }

  private static String of(TraceNode.Lookup lookup) {
    DnsAnswer answer = lookup.answer();
    StringJoiner parts = new StringJoiner(", ");
    if (answer instanceof DnsAnswer.Records records) {
      parts.add(
          records.records().stream()
              .map(DnsText::of)
              .map(text -> SafeText.printable(text, MAX_DATA))
              .collect(Collectors.joining(" | ")));
    } else {
      parts.add(DnsText.status(answer));
    }
    if (answer instanceof DnsAnswer.Failure failure) {
      parts.add(failure.detail());
    }
    if (answer.meta().stale()) {
      parts.add("stale");
    }
    boolean isVoid = lookup.voidCounted() && DnsText.records(answer).isEmpty();
    return isVoid && !(answer instanceof DnsAnswer.Failure)
        ? parts.add("a void look-up").toString()
        : parts.toString();
  }
}
