package org.spfsuite.core.check;

import java.util.ArrayList;
import java.util.List;
import org.spfsuite.core.check.OpenChoices.OtherFamily;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.verdict.Warning;

/**
 * Whether a host without an address of the client's family is a void look-up (RFC 7208 §4.6.4). A
 * name that only has addresses of the other family is no attack and no mistake; which one it is
 * gets asked only when it would break the limit.
 */
final class VoidLookups {

  private final DnsSession dns;
  private final LookupBudget budget;
  private final OtherFamily choice;
  private final Warnings warnings;
  private final List<Suspect> suspects = new ArrayList<>();

  /** A look-up that found the name, but no address of this type. */
  private record Suspect(String domain, DnsName host, RecordType type) {

    RecordType otherType() {
      return type == RecordType.A ? RecordType.AAAA : RecordType.A;
    }
  }

  VoidLookups(DnsSession dns, LookupBudget budget, OtherFamily choice, Warnings warnings) {
    this.dns = dns;
    this.budget = budget;
    this.choice = choice;
    this.warnings = warnings;
  }

  /** Asks for addresses on behalf of a term; what comes back empty is charged or suspected. */
  DnsAnswer askAddress(String domain, DnsName host, RecordType type) {
    if (choice == OtherFamily.VOID) {
      return dns.askCounted(domain, host, type);
    }
    DnsAnswer answer = dns.ask(domain, host, type);
    if (answer instanceof DnsAnswer.NxDomain) {
      dns.chargeVoid(domain, host, type);
    } else if (answer instanceof DnsAnswer.NoData && choice == OtherFamily.ASK) {
      suspects.add(new Suspect(domain, host, type));
    }
    return answer;
  }

  /** Void look-ups so far, suspects that nobody asked about included. */
  int count() {
    return budget.voids() + suspects.size();
  }

  /** Finds out about the suspects as soon as it matters. */
  void settle() {
    if (count() <= budget.limits().voidLookups()) {
      return;
    }
    for (Suspect suspect : suspects) {
      settle(suspect);
    }
    suspects.clear();
  }

  private void settle(Suspect suspect) {
    RecordType other = suspect.otherType();
    if (dns.ask(suspect.domain(), suspect.host(), other) instanceof DnsAnswer.Records) {
      String detail = suspect.host() + " has " + other + " but no " + suspect.type() + " records";
      warnings.add(Warning.Code.OTHER_FAMILY_ONLY, suspect.domain(), detail);
    } else {
      dns.chargeVoid(suspect.domain(), suspect.host(), suspect.type());
    }
  }
}
