package org.spfsuite.core.space;

import java.math.BigInteger;
import java.util.Optional;
import org.spfsuite.core.verdict.Problem;

/**
 * How many clients a policy lets pass, whatever names the networks that they are in.
 *
 * <p>Terms that ask about the very client ({@code ptr}, {@code exists:%{i}.bank.example}) let
 * clients pass one by one, and nobody can list them. They are taken to match nobody; but where they
 * have a say over a network that does not pass without them, its first client is tried, and if that
 * one passes, so does the network. Only a few are tried: enough to find out a policy that answers
 * yes to everybody.
 *
 * @param ipv4 IPv4 addresses that pass, 0 to 2^32
 * @param ipv6 IPv6 addresses that pass, 0 to 2^128 - 2^32, since a client with an IPv4-mapped
 *     address is an IPv4 client
 * @param ranges in which they lie, without neighbours; of both families
 * @param complete whether the numbers are exact. If not, either {@code personal} or a temporary
 *     {@code problem} tells why, or the policy is too large; then there may be more
 * @param personal whether the policy asks about the very client
 * @param problem the first that a client met: a temporary one, if there is any; the addresses of
 *     such clients are not counted
 * @param ttlSeconds how long this stays true: the smallest TTL of all answers; 0 if unknown
 */
public record AuthorizedSpace(
    long ipv4,
    BigInteger ipv6,
    int ranges,
    boolean complete,
    boolean personal,
    Optional<Problem> problem,
    long ttlSeconds) {

  private static final long ALL_IPV4 = 1L << 32;

  /** Addresses in an IPv6 network of the usual size, /64. */
  private static final double NETWORK = Math.pow(2, 64);

  /** Nothing was found out, because of this. */
  public static AuthorizedSpace unknown(Problem problem) {
    return new AuthorizedSpace(0, BigInteger.ZERO, 0, false, false, Optional.of(problem), 0);
  }

  /** Whether every IPv4 client passes, as with {@code +all}; the policy then says nothing. */
  public boolean everyone() {
    return ipv4 == ALL_IPV4;
  }

  /**
   * Whether the policy has more networks than a survey counts. No honest one is that large; it may
   * hide a network of any size behind the small ones.
   */
  public boolean isTooLarge() {
    return !complete && !personal && problem.isEmpty();
  }

  /**
   * IPv6 addresses that pass as a number of /64 networks, which is what one site or customer has at
   * the least: 0 to 2^64, less than 1 where only parts of a network pass.
   */
  public double ipv6Networks() {
    return ipv6.doubleValue() / NETWORK;
  }

  /** Whether DNS trouble, or the lack of time, kept parts of the policy from being seen. */
  boolean isTroubled() {
    return problem.filter(Problem::isTemporary).isPresent();
  }

  /** The same some time later. */
  AuthorizedSpace withTtl(long seconds) {
    return new AuthorizedSpace(ipv4, ipv6, ranges, complete, personal, problem, seconds);
  }
}
