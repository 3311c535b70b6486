package org.spfsuite.core.check;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.macro.MacroContext;
import org.spfsuite.core.macro.MacroExpander;
import org.spfsuite.core.macro.MacroExpander.Target;
import org.spfsuite.core.memory.RecordMemory;
import org.spfsuite.core.record.Directive;
import org.spfsuite.core.record.DomainSpec;
import org.spfsuite.core.record.Modifier;
import org.spfsuite.core.record.SpfRecord;
import org.spfsuite.core.record.Term;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Step;
import org.spfsuite.core.verdict.Warning;

/**
 * One run of {@code check_host()} (RFC 7208 §4.6): walks records from left to right. Recursion and
 * redirection are bounded by the {@link LookupBudget}, since every include and redirect is charged.
 */
final class Evaluation {

  private static final int MAX_DETAIL = 200;

  private final CheckArguments arguments;
  private final CheckSettings settings;
  private final CheckLimits limits;
  private final InstantSource clock;
  private final LookupBudget budget;
  private final Tracer tracer;
  private final DnsSession dns;
  private final RecordMemory records;
  private final Scope scope;
  private final Warnings warnings;
  private final ClientNames clientNames;
  private final VoidLookups voidLookups;

  Evaluation(
      CheckArguments arguments,
      Scope scope,
      CheckSettings settings,
      InstantSource clock,
      LookupBudget budget,
      Tracer tracer,
      DnsSession dns,
      RecordMemory records) {
    this.arguments = arguments;
    this.settings = settings;
    this.limits = budget.limits();
    this.clock = clock;
    this.budget = budget;
    this.tracer = tracer;
    this.dns = dns;
    this.records = records;
    this.scope = scope;
    this.warnings = dns.warnings();
    this.clientNames = new ClientNames(arguments.client(), dns, limits, warnings, scope);
    this.voidLookups = new VoidLookups(dns, budget, settings.choices().otherFamily(), warnings);
  }

  CheckArguments arguments() {
    return arguments;
  }

  CheckLimits limits() {
    return limits;
  }

  OpenChoices choices() {
    return settings.choices();
  }

  LookupBudget budget() {
    return budget;
  }

  Tracer tracer() {
    return tracer;
  }

  DnsSession dns() {
    return dns;
  }

  Scope scope() {
    return scope;
  }

  Warnings warnings() {
    return warnings;
  }

  ClientNames clientNames() {
    return clientNames;
  }

  VoidLookups voidLookups() {
    return voidLookups;
  }

  /** The policy of the domain that the client claims. */
  PolicyOutcome evaluate(DnsName domain) {
    tracer.beginPolicy(domain);
    // §4.4: this look-up belongs to no term, so an empty answer is not a void look-up.
    PolicyOutcome published =
        policy(domain, () -> dns.ask(domain.toString(), domain, RecordType.TXT), List.of());
    PolicyOutcome outcome =
        published instanceof PolicyOutcome.None
            ? settings
                .overrides()
                .fallback(domain)
                .map(record -> standIn(record, domain, List.of()))
                .orElse(published)
            : published;
    tracer.endPolicy(outcome);
    return outcome;
  }

  /**
   * The policy of a domain that a term of another record refers to.
   *
   * @param before the way from the first record to this one, where it is a redirect
   */
  PolicyOutcome evaluateReferred(DnsName domain, Frame from, List<Step> before) {
    tracer.beginPolicy(domain);
    PolicyOutcome outcome =
        policy(domain, () -> dns.askCounted(from.domain(), domain, RecordType.TXT), before);
    tracer.endPolicy(outcome);
    return outcome;
  }

  private PolicyOutcome policy(DnsName domain, Supplier<DnsAnswer> txt, List<Step> before) {
    Optional<SpfRecord> replacement = settings.overrides().replacement(domain);
    if (replacement.isPresent()) {
      return standIn(replacement.get(), domain, before);
    }
    if (domain.labelCount() < 2 && !choices().singleLabels()) {
      return new PolicyOutcome.None(); // §4.3
    }
    DnsAnswer answer = txt.get();
    if (budget.broken().isPresent()) {
      return new PolicyOutcome.Unusable(budget.broken().get());
    }
    RecordSelection selection = RecordSelection.from(answer, domain, choices(), records);
    if (selection instanceof RecordSelection.Unusable unusable) {
      return new PolicyOutcome.Unusable(unusable.problem());
    }
    return selection instanceof RecordSelection.Selected selected
        ? directives(new Frame(domain, selected.record()), before)
        : new PolicyOutcome.None();
  }

  /** Evaluates a record of the receiver's own. */
  private PolicyOutcome standIn(SpfRecord record, DnsName domain, List<Step> before) {
    warnings.add(Warning.Code.OVERRIDDEN, domain.toString(), "by " + record.text());
    return directives(new Frame(domain, record), before);
  }

  /** §4.6.2: left to right, the first match decides. */
  private PolicyOutcome directives(Frame frame, List<Step> before) {
    tracer.record(frame.record());
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
    tracer.beginTerm(frame, redirect);
    PolicyOutcome outcome = follow(redirect, frame, before);
    tracer.endRedirect(outcome);
    return outcome;
  }

  private PolicyOutcome follow(Modifier.Redirect redirect, Frame frame, List<Step> before) {
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
    return budget.chargeTerm(frame, term);
  }

  Problem problem(ProblemCode code, Frame frame, String detail) {
    return new Problem(code, frame.domain(), SafeText.printable(detail, MAX_DETAIL));
  }

  Target expand(DomainSpec spec, Frame frame) {
    if (!scope.expands(spec.macros())) {
      return new Target.NeverMatches();
    }
    Target target = MacroExpander.target(spec, macros(frame));
    tracer.expansion(spec, target);
    if (target instanceof Target.Malformed malformed) {
      String detail = spec + " is no domain name: " + malformed.text();
      warnings.add(Warning.Code.MALFORMED_NAME, frame.domain(), detail);
    } else if (target instanceof Target.NeverMatches) {
      String detail = spec + " cannot match a local part beyond ASCII";
      warnings.add(Warning.Code.INTERNATIONAL_LOCAL_PART, frame.domain(), detail);
    }
    return target;
  }

  /** The values of the macros while this record is evaluated. */
  MacroContext macros(Frame frame) {
    return new MacroContext(
        arguments.localPart(),
        spelled(arguments.domain()),
        spelled(frame.name().text()),
        arguments.client(),
        arguments.helo(),
        MacroContext.octets(settings.receiver()),
        clock,
        () -> clientNames.preferred(frame.name()));
  }

  private String spelled(String domain) {
    return choices().lowerCaseDomain() ? domain.toLowerCase(Locale.ROOT) : domain;
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
