package org.spfsuite.core.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.Warning;

/**
 * The validated names of the client address (RFC 7208 §5.5), found once per check: they are the
 * same for every {@code ptr} and {@code %{p}}.
 */
final class ClientNames {

  private final IpAddress client;
  private final DnsSession dns;
  private final int limit;
  private final Warnings warnings;
  private final Scope scope;
  private @Nullable Problem failure;
  private @Nullable List<DnsName> validated;

  ClientNames(
      IpAddress client, DnsSession dns, CheckLimits limits, Warnings warnings, Scope scope) {
    this.client = client;
    this.dns = dns;
    this.limit = limits.ptrNames();
    this.warnings = warnings;
    this.scope = scope;
  }

  /** Why the names could not be asked for, if DNS failed. */
  Optional<Problem> failure() {
    return Optional.ofNullable(failure);
  }

  /** Whether the client has a validated name at or below the target. */
  boolean anyWithin(DnsName target, String domain) {
    return validated(domain).stream().anyMatch(name -> name.isAtOrBelow(target));
  }

  /** §7.3 {@code %{p}}: best the domain itself, then a name below it, then any. */
  String preferred(DnsName current) {
    List<DnsName> names = validated(current.toString());
    Optional<DnsName> best =
        names.stream()
            .filter(current::equals)
            .findFirst()
            .or(() -> names.stream().filter(name -> name.isAtOrBelow(current)).findFirst())
            .or(() -> names.stream().findFirst());
    return best.map(DnsName::text).orElse("unknown");
  }

  private List<DnsName> validated(String domain) {
    if (validated == null) {
      validated = find(domain);
    }
    return validated;
  }

  private List<DnsName> find(String domain) {
    if (!scope.asksAboutClient()) {
      return List.of();
    }
    // §5.5: an error in the PTR look-up means that the mechanism does not match.
    DnsName reverse = DnsName.reverse(client);
    DnsAnswer answer = dns.askCounted(domain, reverse, RecordType.PTR);
    List<DnsName> names = new ArrayList<>();
    if (answer instanceof DnsAnswer.Failure failed) {
      failure = DnsSession.problem(domain, reverse, RecordType.PTR, failed);
      warnings.add(Warning.Code.PTR_FAILED, domain, failure.detail());
    }
    if (answer instanceof DnsAnswer.Records records) {
      int ignored = records.records().size() - limit;
      if (ignored > 0) {
        String detail = ignored + " of the names of " + client + " are ignored";
        warnings.add(Warning.Code.PTR_NAMES_IGNORED, domain, detail);
      }
      records.records().stream()
          .limit(limit) // §4.6.4: all but the first ten are ignored
          .map(data -> ((RecordData.Ptr) data).name())
          .filter(name -> name.labelCount() > 0 && leadsBack(name, domain))
          .forEach(names::add);
    }
    return names;
  }

  /** §5.5: an error here skips the name. */
  private boolean leadsBack(DnsName name, String domain) {
    RecordType type = client.isIpv4() ? RecordType.A : RecordType.AAAA;
    return dns.ask(domain, name, type) instanceof DnsAnswer.Records records
        && records.records().contains(new RecordData.Address(client));
  }
}
