package org.spfsuite.core.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.macro.MacroContext;
import org.spfsuite.core.macro.MacroExpander;
import org.spfsuite.core.macro.MacroExpander.Target;
import org.spfsuite.core.record.Directive;
import org.spfsuite.core.record.DomainSpec;
import org.spfsuite.core.record.Modifier;
import org.spfsuite.core.record.Term;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Step;

/**
 * One run of {@code check_host()} (RFC 7208 §4.6): walks records from left to right. Recursion and
 * redirection are bounded by the {@link LookupBudget}, since every include and redirect is charged.
 */
final class Evaluation {

  private static final int MAX_DETAIL = 200;

  private final CheckArguments arguments;
  private final CheckLimits limits;
  private final String receiver;
  private final Instant now;
  private final LookupBudget budget;
  private final DnsSession dns;
  private final ClientNames clientNames;

  Evaluation(
      CheckArguments arguments,
      CheckLimits limits,
      String receiver,
      Instant now,
      LookupBudget budget,
      DnsSession dns) {
    this.arguments = arguments;
    this.limits = limits;
    this.receiver = receiver;
    this.now = now;
    this.budget = budget;
    this.dns = dns;
    this.clientNames = new ClientNames(arguments.client(), dns, limits);
  }

  CheckArguments arguments() {
    return arguments;
  }

  CheckLimits limits() {
    return limits;
  }

  LookupBudget budget() {
    return budget;
  }

  DnsSession dns() {
    return dns;
  }

  ClientNames clientNames() {
    return clientNames;
  }

  /** The policy of the domain that the client claims. */
  PolicyOutcome evaluate(DnsName domain) {
    // §4.4: this look-up belongs to no term, so an empty answer is not a void look-up.
    return isCheckable(domain)
        ? policy(domain, dns.ask(domain.toString(), domain, RecordType.TXT), List.of())
        : new PolicyOutcome.None();
  }

  /**
   * The policy of a domain that a term of another record refers to.
   *
   * @param before the way from the first record to this one, where it is a redirect
   */
  PolicyOutcome evaluateReferred(DnsName domain, Frame from, List<Step> before) {
    return isCheckable(domain)
        ? policy(domain, dns.askCounted(from.domain(), domain, RecordType.TXT), before)
        : new PolicyOutcome.None();
  }

  /** §4.3: a single label is no domain to check. */
  private static boolean isCheckable(DnsName domain) {
    return domain.labelCount() > 1;
  }

  private PolicyOutcome policy(DnsName domain, DnsAnswer answer, List<Step> before) {
    if (budget.broken().isPresent()) {
      return new PolicyOutcome.Unusable(budget.broken().get());
    }
    RecordSelection selection = RecordSelection.from(answer, domain);
    if (selection instanceof RecordSelection.Unusable unusable) {
      return new PolicyOutcome.Unusable(unusable.problem());
    }
    return selection instanceof RecordSelection.Selected selected
        ? directives(new Frame(domain, selected.record()), before)
        : new PolicyOutcome.None();
  }

  /** §4.6.2: left to right, the first match decides. */
  private PolicyOutcome directives(Frame frame, List<Step> before) {
    MechanismMatcher matcher = new MechanismMatcher(this, frame);
    for (Directive directive : frame.record().directives()) {
      Match match = matcher.match(directive);
      if (match instanceof Match.Trouble trouble) {
        return new PolicyOutcome.Unusable(trouble.problem());
      }
      if (match instanceof Match.Yes yes) {
        List<Step> steps = plus(before, step(frame, directive));
        steps.addAll(yes.inner());
        return new PolicyOutcome.Decided(SpfResult.of(directive.qualifier()), steps, frame);
      }
    }
    // §6.1: redirect counts only if there is no "all" anywhere in the record.
    return frame.record().hasAll()
        ? neutral(frame)
        : frame.record().redirect().map(r -> redirect(r, frame, before)).orElse(neutral(frame));
  }

  /** §4.7. */
  private static PolicyOutcome neutral(Frame frame) {
    return new PolicyOutcome.Decided(SpfResult.NEUTRAL, List.of(), frame);
  }

  /** §6.1. */
  private PolicyOutcome redirect(Modifier.Redirect redirect, Frame frame, List<Step> before) {
    Optional<Problem> broken = charge(frame, redirect);
    if (broken.isPresent()) {
      return new PolicyOutcome.Unusable(broken.get());
    }
    Target target = expand(redirect.target(), frame);
    if (target instanceof Target.NeverMatches) {
      return neutral(frame);
    }
    PolicyOutcome outcome =
        target instanceof Target.Name name
            ? evaluateReferred(name.name(), frame, plus(before, step(frame, redirect)))
            : new PolicyOutcome.None();
    return outcome instanceof PolicyOutcome.None
        ? new PolicyOutcome.Unusable(
            problem(
                ProblemCode.REDIRECT_WITHOUT_RECORD,
                frame,
                "redirect=" + redirect.target() + " has no SPF record"))
        : outcome;
  }

  /** Charges a term that needs DNS (§4.6.4). */
  Optional<Problem> charge(Frame frame, Term term) {
    String text = SafeText.printable(term.span().of(frame.record().text()), MAX_DETAIL);
    return budget.chargeTerm(frame.domain(), text);
  }

  Problem problem(ProblemCode code, Frame frame, String detail) {
    return new Problem(code, frame.domain(), SafeText.printable(detail, MAX_DETAIL));
  }

  Target expand(DomainSpec spec, Frame frame) {
    return MacroExpander.target(spec, macros(frame));
  }

  /** The values of the macros while this record is evaluated. */
  MacroContext macros(Frame frame) {
    return new MacroContext(
        arguments.localPart(),
        arguments.domain(),
        frame.name().text(),
        arguments.client(),
        arguments.helo(),
        receiver,
        now,
        () -> clientNames.preferred(frame.name()));
  }

  private static Step step(Frame frame, Term term) {
    return new Step(frame.domain(), frame.record().text(), term);
  }

  private static List<Step> plus(List<Step> steps, Step step) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return longer;
  }
}
