package org.spfsuite.core.record;

import java.util.Optional;
import org.spfsuite.core.net.IpPrefix;

/** RFC 7208 §5: what a directive compares the client with. */
public sealed interface Mechanism {

  /** Calls the method for this mechanism. */
  <R> R accept(Visitor<R> visitor);

  /**
   * Exhaustive dispatch.
   *
   * @param <R> result of each case
   */
  interface Visitor<R> {
    /** §5.1. */
    R all(All all);

    /** §5.2. */
    R include(Include include);

    /** §5.3. */
    R a(A a);

    /** §5.4. */
    R mx(Mx mx);

    /** §5.5. */
    R ptr(Ptr ptr);

    /** §5.6. */
    R ip(Ip ip);

    /** §5.7. */
    R exists(Exists exists);
  }

  /** {@code all}. */
  record All() implements Mechanism {

    /** There is nothing to tell one from another. */
    static final All INSTANCE = new All();

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.all(this);
    }

    @Override
    public String toString() {
      return "all";
    }
  }

  /**
   * {@code include:<domain-spec>}.
   *
   * @param target whose policy is asked
   */
  record Include(DomainSpec target) implements Mechanism {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.include(this);
    }

    @Override
    public String toString() {
      return "include:" + target;
    }
  }

  /**
   * {@code a[:<domain-spec>][<dual-cidr-length>]}.
   *
   * @param target whose addresses; the current domain if empty
   * @param cidr how many bits count
   */
  record A(Optional<DomainSpec> target, DualCidr cidr) implements Mechanism {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.a(this);
    }

    @Override
    public String toString() {
      return "a" + optional(target) + cidr;
    }
  }

  /**
   * {@code mx[:<domain-spec>][<dual-cidr-length>]}.
   *
   * @param target whose mail exchangers; the current domain's if empty
   * @param cidr how many bits count
   */
  record Mx(Optional<DomainSpec> target, DualCidr cidr) implements Mechanism {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.mx(this);
    }

    @Override
    public String toString() {
      return "mx" + optional(target) + cidr;
    }
  }

  /**
   * {@code ptr[:<domain-spec>]}.
   *
   * @param target the domain that the client's name must be in; the current domain if empty
   */
  record Ptr(Optional<DomainSpec> target) implements Mechanism {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.ptr(this);
    }

    @Override
    public String toString() {
      return "ptr" + optional(target);
    }
  }

  /**
   * {@code ip4:<network>} or {@code ip6:<network>}, by the family of the network.
   *
   * @param network the block
   */
  record Ip(IpPrefix network) implements Mechanism {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.ip(this);
    }

    @Override
    public String toString() {
      return (network.address().isIpv4() ? "ip4:" : "ip6:") + print(network);
    }
  }

  /**
   * {@code exists:<domain-spec>}.
   *
   * @param target the name that must have an A record
   */
  record Exists(DomainSpec target) implements Mechanism {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.exists(this);
    }

    @Override
    public String toString() {
      return "exists:" + target;
    }
  }

  private static String optional(Optional<DomainSpec> target) {
    return target.map(domain -> ":" + domain).orElse("");
  }

  private static String print(IpPrefix network) {
    boolean whole = network.length() == network.address().family().bits();
    return whole ? network.address().toString() : network.toString();
  }
}
