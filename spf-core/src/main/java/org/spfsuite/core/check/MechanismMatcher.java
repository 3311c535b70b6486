package org.spfsuite.core.check;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.macro.MacroExpander.Target;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.net.IpPrefix;
import org.spfsuite.core.record.Directive;
import org.spfsuite.core.record.DomainSpec;
import org.spfsuite.core.record.DualCidr;
import org.spfsuite.core.record.Mechanism;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.SpfResult;

/** RFC 7208 §5: whether the mechanisms of one record match the client. */
final class MechanismMatcher implements Mechanism.Visitor<Match> {

  private final Evaluation check;
  private final Frame frame;
  private final IpAddress client;
  private final RecordType addressType;

  MechanismMatcher(Evaluation check, Frame frame) {
    this.check = check;
    this.frame = frame;
    this.client = check.arguments().client();
    this.addressType = client.isIpv4() ? RecordType.A : RecordType.AAAA;
  }

  /** Evaluates one directive; a limit that breaks on the way ends the check. */
  Match match(Directive directive) {
    check.tracer().beginTerm(frame, directive);
    Match match = evaluate(directive);
    check.tracer().endDirective(match);
    return match;
  }

  private Match evaluate(Directive directive) {
    Mechanism mechanism = directive.mechanism();
    boolean needsDns = !(mechanism instanceof Mechanism.All || mechanism instanceof Mechanism.Ip);
    if (needsDns) {
      Optional<Problem> broken = check.charge(frame, directive);
      if (broken.isPresent()) {
        return new Match.Trouble(broken.get());
      }
    }
    Match match = mechanism.accept(this);
    check.voidLookups().settle(); // a void look-up of another kind may have used up the limit
    return check.budget().broken().<Match>map(Match.Trouble::new).orElse(match);
  }

  /** §5.1. */
  @Override
  public Match all(Mechanism.All all) {
    return Match.YES;
  }

  /** §5.6. */
  @Override
  public Match ip(Mechanism.Ip ip) {
    return check.scope().isIn(ip.network()) ? Match.YES : Match.NO;
  }

  /** §5.2. */
  @Override
  public Match include(Mechanism.Include include) {
    Target target = check.expand(include.target(), frame);
    if (target instanceof Target.NeverMatches) {
      return Match.NO;
    }
    PolicyOutcome outcome =
        target instanceof Target.Name name
            ? check.evaluateReferred(name.name(), frame, List.of())
            : new PolicyOutcome.None();
    return included(outcome, include.target());
  }

  /** The table of §5.2. */
  private Match included(PolicyOutcome outcome, DomainSpec target) {
    if (outcome instanceof PolicyOutcome.Decided decided) {
      return decided.result() == SpfResult.PASS ? new Match.Yes(decided.steps()) : Match.NO;
    }
    if (outcome instanceof PolicyOutcome.Unusable unusable) {
      return new Match.Trouble(unusable.problem());
    }
    return trouble(ProblemCode.INCLUDE_WITHOUT_RECORD, "include:" + target + " has no SPF record");
  }

  /** §5.3. */
  @Override
  public Match a(Mechanism.A a) {
    return onTarget(a.target(), name -> addressOf(name, a.cidr(), true));
  }

  /** §5.4. */
  @Override
  public Match mx(Mechanism.Mx mx) {
    return onTarget(mx.target(), name -> mxOf(name, mx.cidr()));
  }

  private Match mxOf(DnsName name, DualCidr cidr) {
    DnsAnswer answer = check.dns().askCounted(frame.domain(), name, RecordType.MX);
    if (answer instanceof DnsAnswer.Failure failure) {
      return dnsTrouble(name, RecordType.MX, failure);
    }
    if (!(answer instanceof DnsAnswer.Records records)) {
      return Match.NO; // §5.4: no fallback to the domain's own address
    }
    int limit = check.limits().mxHosts();
    if (records.records().size() > limit) {
      String detail =
          name + " has " + records.records().size() + " mail exchangers, limit " + limit;
      return trouble(ProblemCode.MX_LIMIT, detail);
    }
    List<DnsName> hosts =
        records.records().stream()
            .map(RecordData.Mx.class::cast)
            .sorted(Comparator.comparingInt(RecordData.Mx::preference))
            .map(RecordData.Mx::exchange)
            .filter(host -> host.labelCount() > 0) // RFC 7505: the null MX
            .toList();
    for (DnsName host : hosts) {
      Match match = addressOf(host, cidr, check.choices().mxVoids());
      if (!(match instanceof Match.No)) {
        return match;
      }
    }
    return Match.NO;
  }

  /** Whether the client is among the addresses of a host; A or AAAA, by the client's family. */
  private Match addressOf(DnsName host, DualCidr cidr, boolean counted) {
    DnsAnswer answer =
        counted
            ? check.voidLookups().askAddress(frame.domain(), host, addressType)
            : check.dns().ask(frame.domain(), host, addressType);
    if (answer instanceof DnsAnswer.Failure failure) {
      return dnsTrouble(host, addressType, failure);
    }
    return answer instanceof DnsAnswer.Records records
            && anyHolds(records.records(), cidr.length(client.family()))
        ? Match.YES
        : Match.NO;
  }

  private boolean anyHolds(List<RecordData> addresses, int length) {
    for (RecordData data : addresses) {
      if (check.scope().isIn(new IpPrefix(((RecordData.Address) data).address(), length))) {
        return true;
      }
    }
    return false;
  }

  /** §5.5. */
  @Override
  public Match ptr(Mechanism.Ptr ptr) {
    return onTarget(ptr.target(), this::ptrWithin);
  }

  private Match ptrWithin(DnsName name) {
    boolean within = check.clientNames().anyWithin(name, frame.domain());
    Optional<Problem> failure = check.clientNames().failure();
    if (failure.isPresent() && check.choices().ptrFailureIsError()) {
      return new Match.Trouble(failure.get());
    }
    return within ? Match.YES : Match.NO;
  }

  /** §5.7: always A, also for an IPv6 client. */
  @Override
  public Match exists(Mechanism.Exists exists) {
    return onTarget(Optional.of(exists.target()), this::existsAt);
  }

  private Match existsAt(DnsName name) {
    DnsAnswer answer = check.dns().askCounted(frame.domain(), name, RecordType.A);
    if (answer instanceof DnsAnswer.Failure failure) {
      return dnsTrouble(name, RecordType.A, failure);
    }
    return answer instanceof DnsAnswer.Records ? Match.YES : Match.NO;
  }

  /** §4.8: the current domain if none is given. A malformed target-name matches nothing. */
  private Match onTarget(Optional<DomainSpec> spec, Function<DnsName, Match> mechanism) {
    if (spec.isEmpty()) {
      return mechanism.apply(frame.name());
    }
    return check.expand(spec.get(), frame) instanceof Target.Name target
        ? mechanism.apply(target.name())
        : Match.NO;
  }

  private Match dnsTrouble(DnsName name, RecordType type, DnsAnswer.Failure failure) {
    return new Match.Trouble(DnsSession.problem(frame.domain(), name, type, failure));
  }

  private Match trouble(ProblemCode code, String detail) {
    return new Match.Trouble(check.problem(code, frame, detail));
  }
}
