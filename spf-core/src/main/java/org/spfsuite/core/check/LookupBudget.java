package org.spfsuite.core.check;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.record.Term;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;

/**
 * The limits of RFC 7208 §4.6.4 for one check. A limit once broken stays broken: the first problem
 * is kept.
 */
final class LookupBudget {

  private static final int MAX_DETAIL = 200;

  private final CheckLimits limits;
  private int lookups;
  private int voids;
  private @Nullable Problem broken;

  LookupBudget(CheckLimits limits) {
    this.limits = limits;
  }

  /** Charges a term that needs DNS; it may be evaluated only if the answer is empty. */
  Optional<Problem> chargeTerm(Frame frame, Term term) {
    if (lookups >= limits.lookups()) {
      String text = SafeText.printable(term.span().of(frame.record().text()), MAX_DETAIL);
      String detail = "more than " + limits.lookups() + " terms need DNS, first too many: " + text;
      breakWith(new Problem(ProblemCode.LOOKUP_LIMIT, frame.domain(), detail));
    } else {
      lookups++;
    }
    return broken();
  }

  /** Charges a look-up that found nothing. */
  void chargeVoid(String domain, DnsName name, RecordType type) {
    voids++;
    if (voids > limits.voidLookups()) {
      String question = type + " " + SafeText.printable(name.toString(), MAX_DETAIL);
      String detail =
          "more than " + limits.voidLookups() + " look-ups found nothing, last: " + question;
      breakWith(new Problem(ProblemCode.VOID_LOOKUP_LIMIT, domain, detail));
    }
  }

  /** Remembers a problem that ends the check wherever it is noticed. */
  void breakWith(Problem problem) {
    if (broken == null) {
      broken = problem;
    }
  }

  /** What the budget is of. */
  CheckLimits limits() {
    return limits;
  }

  /** The limit that was broken first. */
  Optional<Problem> broken() {
    return Optional.ofNullable(broken);
  }

  int lookups() {
    return lookups;
  }

  int voids() {
    return voids;
  }
}
