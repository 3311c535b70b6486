package org.spfsuite.core.verdict;

import java.util.List;
import java.util.Optional;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.record.SourceSpan;

/** A step of an evaluation, with what happened inside it, in the order of time. */
public sealed interface TraceNode {

  /**
   * One domain's policy was evaluated.
   *
   * @param domain whose policy; safe to print
   * @param record the text of the record, as published: not safe to print; empty if there was none
   * @param outcome what it came to, for people; printable ASCII
   * @param children its TXT look-up, then one node for each term that was reached
   */
  record Policy(String domain, Optional<String> record, String outcome, List<TraceNode> children)
      implements TraceNode {
    /** Copies the list. */
    public Policy {
      children = List.copyOf(children);
    }
  }

  /**
   * One term was evaluated.
   *
   * @param text the term as published; printable ASCII
   * @param span where it stands in the record
   * @param outcome {@code match}, {@code no match}, {@code followed} or the name of a problem
   * @param why the reason, for people; printable ASCII
   * @param children its macros, look-ups and policies
   */
  record Term(String text, SourceSpan span, String outcome, String why, List<TraceNode> children)
      implements TraceNode {
    /** Copies the list. */
    public Term {
      children = List.copyOf(children);
    }
  }

  /**
   * The explanation of a fail was fetched.
   *
   * @param children its macros and look-ups
   */
  record Explaining(List<TraceNode> children) implements TraceNode {
    /** Copies the list. */
    public Explaining {
      children = List.copyOf(children);
    }
  }

  /**
   * DNS was asked.
   *
   * @param question the question
   * @param answer the answer
   * @param voidCounted whether an empty answer counts against the limit of void look-ups
   */
  record Lookup(DnsQuestion question, DnsAnswer answer, boolean voidCounted) implements TraceNode {}

  /**
   * Macros were expanded.
   *
   * @param before the domain-spec or explanation as published; printable ASCII
   * @param after the outcome; printable ASCII
   */
  record Expansion(String before, String after) implements TraceNode {}
}
