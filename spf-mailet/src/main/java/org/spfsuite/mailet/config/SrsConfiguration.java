package org.spfsuite.mailet.config;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.text.Glob;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.mailet.policy.AddressPattern;
import org.spfsuite.srs.SrsOptions;
import org.spfsuite.srs.limit.ReversalLimits;
import org.spfsuite.srs.policy.RewriteWhen;

/**
 * What {@code conf/srs.properties} comes to. The sample file documents each value.
 *
 * @param domain the SRS domain of aliases that have none of their own
 * @param domains SRS domains of some aliases
 * @param formerDomains SRS domains in which nothing is made any more, and what was made is good
 * @param keys the file of keys, as it is named
 * @param store of what is too long
 * @param address how addresses are written and read
 * @param excluded senders who are never rewritten
 * @param unsafe results of SPF for which we do not vouch
 * @param when what senders' policies have to say about it
 * @param outgoing from where our mail goes out
 * @param helo name that our hosts give then
 * @param limits how often SRS addresses may be used, and by whom
 * @param redact whether authors are told no more than that their mail did not arrive
 * @param timeout how long an SMTP command may wait
 * @param retry when mail is tried again that cannot be handled now
 * @param refused aliases whose mail is refused with the new address
 * @param remailed aliases whose mail gets a sender of theirs
 */
public record SrsConfiguration(
    String domain,
    List<SrsDomain> domains,
    List<String> formerDomains,
    String keys,
    StoreConfiguration store,
    SrsOptions address,
    List<Glob> excluded,
    Set<SpfResult> unsafe,
    RewriteWhen when,
    List<IpAddress> outgoing,
    String helo,
    ReversalLimits limits,
    boolean redact,
    Duration timeout,
    Retry retry,
    List<AddressPattern> refused,
    List<Remail> remailed) {

  /**
   * The SRS domain of some aliases.
   *
   * @param srs where bounces come back to us
   * @param aliases domain of the aliases
   */
  public record SrsDomain(String srs, String aliases) {}

  /**
   * Aliases whose mail gets a sender of theirs.
   *
   * @param aliases which
   * @param owner who gets the bounces; no value: the alias itself
   */
  public record Remail(AddressPattern aliases, Optional<String> owner) {}

  /**
   * When mail is tried again: after a time that doubles with each attempt, up to a quarter of an
   * hour, until it has waited for long enough.
   *
   * @param first the first wait
   * @param end how long it may take in all
   */
  public record Retry(Duration first, Duration end) {
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int MAX_DOUBLINGS = 20;

    /**
     * How long to wait now.
     *
     * @param attempts so far, the first one included
     * @param waited since then
     * @return no value if it has waited for long enough
     */
    public Optional<Duration> next(int attempts, Duration waited) {
      if (attempts > mostAttempts() || waited.compareTo(end) >= 0) {
        return Optional.empty();
      }
      Duration doubled =
          first.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), MAX_DOUBLINGS));
      return Optional.of(doubled.compareTo(longest()) > 0 ? longest() : doubled);
    }

    private Duration longest() {
      return first.compareTo(LONGEST) > 0 ? first : LONGEST;
    }

    /** So that a queue that knows no delays does not run in circles for days. */
    private long mostAttempts() {
      return end.dividedBy(longest()) + MAX_DOUBLINGS;
    }
  }

  /**
   * What is special about mail for an alias. Aliases with an equal one need not be told apart.
   *
   * @param srsDomain where its bounces come back to us
   * @param owner the sender that it gets, if it is not the author's own or an SRS address
   * @param shown the alias, if authors are to be told of it
   */
  public record Treatment(String srsDomain, Optional<String> owner, Optional<String> shown) {}

  /** Copies the collections. */
  public SrsConfiguration {
    domains = List.copyOf(domains);
    formerDomains = List.copyOf(formerDomains);
    excluded = List.copyOf(excluded);
    unsafe = Set.copyOf(unsafe);
    outgoing = List.copyOf(outgoing);
    refused = List.copyOf(refused);
    remailed = List.copyOf(remailed);
  }

  /** All domains in which addresses of ours are, in lower case. */
  public Set<String> srsDomains() {
    Set<String> all = new LinkedHashSet<>();
    all.add(domain);
    domains.forEach(pair -> all.add(pair.srs()));
    all.addAll(formerDomains);
    return all;
  }

  /**
   * Where bounces of mail for an alias come back to us.
   *
   * @param alias no value if it is not known
   */
  public String srsDomain(Optional<String> alias) {
    Optional<String> aliases = alias.map(a -> a.substring(a.lastIndexOf('@') + 1));
    return domains.stream()
        .filter(pair -> aliases.filter(pair.aliases()::equalsIgnoreCase).isPresent())
        .map(SrsDomain::srs)
        .findFirst()
        .orElse(domain);
  }

  /** The domain of the aliases whose bounces come to an SRS domain, if only those do. */
  public Optional<String> aliases(String srsDomain) {
    List<String> all =
        domains.stream()
            .filter(pair -> pair.srs().equalsIgnoreCase(srsDomain))
            .map(SrsDomain::aliases)
            .toList();
    boolean only = all.size() == 1 && !srsDomain.equalsIgnoreCase(domain);
    return only ? Optional.of(all.get(0)) : Optional.empty();
  }

  /** What is special about mail for an alias; no value: nothing. */
  public Optional<Treatment> treatment(String alias) {
    Treatment treatment =
        new Treatment(
            srsDomain(Optional.of(alias)),
            owner(alias),
            redact ? Optional.of(alias) : Optional.empty());
    Treatment usual = new Treatment(domain, Optional.empty(), Optional.empty());
    return Optional.of(treatment).filter(special -> !special.equals(usual));
  }

  /** The sender that mail for an alias gets, if it is not the author's own or an SRS address. */
  public Optional<String> owner(String alias) {
    return remailed.stream()
        .filter(remail -> remail.aliases().matches(alias))
        .map(remail -> remail.owner().orElse(alias))
        .findFirst();
  }

  /** Whether mail for an alias is refused with the new address. */
  public boolean refuses(String alias) {
    return refused.stream().anyMatch(pattern -> pattern.matches(alias));
  }
}
