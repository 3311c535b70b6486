package org.spfsuite.core.check;

import java.util.List;
import java.util.Optional;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.record.Mechanism;
import org.spfsuite.core.verdict.TraceNode;

/** Why a mechanism matched or not, in words, from what happened while it was evaluated. */
final class Reasons implements Mechanism.Visitor<String> {

  private final boolean matched;
  private final List<TraceNode> children;
  private final IpAddress client;

  private Reasons(boolean matched, List<TraceNode> children, IpAddress client) {
    this.matched = matched;
    this.children = children;
    this.client = client;
  }

  static String of(Mechanism mechanism, Match match, List<TraceNode> children, IpAddress client) {
    return match instanceof Match.Trouble trouble
        ? trouble.problem().detailAndDomain()
        : mechanism.accept(new Reasons(match instanceof Match.Yes, children, client));
  }

  @Override
  public String all(Mechanism.All all) {
    return "matches everybody";
  }

  @Override
  public String ip(Mechanism.Ip ip) {
    if (ip.network().address().family() != client.family()) {
      return client + " is of the other address family";
    }
    return client + (matched ? " is in " : " is not in ") + ip.network();
  }

  @Override
  public String include(Mechanism.Include include) {
    Optional<TraceNode.Policy> policy = last(TraceNode.Policy.class);
    return policy
        .map(p -> p.domain() + " says " + p.outcome())
        .orElse("its name cannot be looked up");
  }

  @Override
  public String a(Mechanism.A a) {
    return addresses();
  }

  @Override
  public String mx(Mechanism.Mx mx) {
    return addresses();
  }

  private String addresses() {
    if (matched) {
      return last(TraceNode.Lookup.class)
          .map(lookup -> client + " is an address of " + lookup.question().name())
          .orElse(client + " is one of its addresses");
    }
    boolean found =
        children.stream()
            .anyMatch(
                n -> n instanceof TraceNode.Lookup l && l.answer() instanceof DnsAnswer.Records);
    return found ? client + " is not among the addresses" : "there is no such address";
  }

  @Override
  public String ptr(Mechanism.Ptr ptr) {
    return client + (matched ? " has a validated name there" : " has no validated name there");
  }

  @Override
  public String exists(Mechanism.Exists exists) {
    return matched ? "the name has an A record" : "the name has no A record";
  }

  private <N extends TraceNode> Optional<N> last(Class<N> type) {
    for (int i = children.size() - 1; i >= 0; i--) {
      if (type.isInstance(children.get(i))) {
        return Optional.of(type.cast(children.get(i)));
      }
    }
    return Optional.empty();
  }
}
