package org.spfsuite.core.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.macro.MacroExpander.Target;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.record.Directive;
import org.spfsuite.core.record.DomainSpec;
import org.spfsuite.core.record.MacroString;
import org.spfsuite.core.record.SpfRecord;
import org.spfsuite.core.record.Term;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Trace;
import org.spfsuite.core.verdict.TraceNode;

/** Builds the tree of a {@link Trace}. Its size is bounded, since the limits bound the check. */
final class TraceRecorder implements Tracer {

  private static final int MAX_TEXT = 500;

  private final IpAddress client;
  private final Deque<Open> path = new ArrayDeque<>();
  private final List<TraceNode> roots = new ArrayList<>();

  TraceRecorder(IpAddress client) {
    this.client = client;
  }

  /** A step that has begun; which of the fields matter depends on what it is. */
  private static final class Open {
    private final List<TraceNode> children = new ArrayList<>();
    private final Optional<DnsName> domain;
    private final Optional<Frame> frame;
    private final Optional<Term> term;
    private Optional<String> record = Optional.empty();

    Open(Optional<DnsName> domain, Optional<Frame> frame, Optional<Term> term) {
      this.domain = domain;
      this.frame = frame;
      this.term = term;
    }
  }

  private void begin(Optional<DnsName> domain, Optional<Frame> frame, Optional<Term> term) {
    path.push(new Open(domain, frame, term));
  }

  private void add(TraceNode node) {
    (path.isEmpty() ? roots : path.peek().children).add(node);
  }

  @Override
  public void beginPolicy(DnsName domain) {
    begin(Optional.of(domain), Optional.empty(), Optional.empty());
  }

  @Override
  public void record(SpfRecord record) {
    path.element().record = Optional.of(record.text());
  }

  @Override
  public void endPolicy(PolicyOutcome outcome) {
    Open policy = path.pop();
    String domain = policy.domain.map(DnsName::toString).orElse("");
    add(new TraceNode.Policy(domain, policy.record, describe(outcome), policy.children));
  }

  @Override
  public void beginTerm(Frame frame, Term term) {
    begin(Optional.empty(), Optional.of(frame), Optional.of(term));
  }

  @Override
  public void endDirective(Match match) {
    Open open = path.pop();
    Directive directive = (Directive) open.term.orElseThrow();
    String why = Reasons.of(directive.mechanism(), match, open.children, client);
    add(node(open, outcome(match), why));
  }

  private static String outcome(Match match) {
    if (match instanceof Match.Trouble trouble) {
      return trouble.problem().code().text();
    }
    return match instanceof Match.Yes ? "match" : "no match";
  }

  @Override
  public void endRedirect(PolicyOutcome outcome) {
    add(node(path.pop(), "followed", "the target says " + describe(outcome)));
  }

  private static TraceNode node(Open open, String outcome, String why) {
    Term term = open.term.orElseThrow();
    String text = term.span().of(open.frame.orElseThrow().record().text());
    return new TraceNode.Term(printable(text), term.span(), outcome, printable(why), open.children);
  }

  @Override
  public void beginExplaining() {
    begin(Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Override
  public void endExplaining() {
    add(new TraceNode.Explaining(path.pop().children));
  }

  @Override
  public void lookup(DnsQuestion question, DnsAnswer answer, boolean voidCounted) {
    add(new TraceNode.Lookup(question, answer, voidCounted));
  }

  @Override
  public void expansion(DomainSpec before, Target after) {
    add(new TraceNode.Expansion(printable(before.toString()), describe(after)));
  }

  @Override
  public void expansion(MacroString before, String after) {
    add(new TraceNode.Expansion(printable(before.toString()), printable(after)));
  }

  @Override
  public Optional<Trace> trace() {
    return Optional.of(new Trace(roots));
  }

  private static String describe(Target target) {
    if (target instanceof Target.Name name) {
      return name.name().toString();
    }
    return target instanceof Target.Malformed malformed
        ? "not a domain name: " + printable(malformed.text())
        : "nothing: the local part is not ASCII";
  }

  static String describe(PolicyOutcome outcome) {
    if (outcome instanceof PolicyOutcome.Decided decided) {
      return decided.result().text();
    }
    return outcome instanceof PolicyOutcome.Unusable unusable
        ? unusable.problem().code().result() + ", " + unusable.problem()
        : "none";
  }

  private static String printable(String text) {
    return SafeText.printable(text, MAX_TEXT);
  }
}
