package org.spfsuite.core.space;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.spfsuite.core.check.CheckArguments;
import org.spfsuite.core.check.CheckHost;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.memory.Claim;

/**
 * Finds out how many clients a policy lets pass, by examining one client of each of its networks,
 * and one between each two of them: so limits, errors and the receiver's overrides count as they do
 * in checks. What was found is remembered as long as the DNS answers behind it hold, but at least 5
 * seconds and at most a day; where there was DNS trouble, 30 seconds.
 *
 * <p>A survey takes no longer than its time limit, asks DNS each question once and no more than 400
 * of them, compares addresses with networks eight million times at the most, and takes no more than
 * 4,096 steps through each address family. Safe for use by several threads; each survey waits for
 * DNS in the calling thread.
 */
public final class SpaceSurveyor {

  /** One of so many parts of the memory is for spaces that do not hold for a whole domain. */
  private static final int CLAIMS_PART = 4;

  private final CheckHost host;
  private final DnsResolver resolver;
  private final Duration timeout;
  private final LongSupplier nanoTime;
  private final SpaceMemory<String> domains;
  private final SpaceMemory<Claim> claims;

  /**
   * A surveyor that remembers nothing yet.
   *
   * @param host examines single clients
   * @param resolver asks DNS, instead of the one that {@code host} asks
   * @param timeout of a whole survey, positive
   * @param nanoTime measures it, as {@link System#nanoTime} does
   * @param maximumBytes of memory for what was found, as estimated; 0: nothing is remembered
   */
  public SpaceSurveyor(
      CheckHost host,
      DnsResolver resolver,
      Duration timeout,
      LongSupplier nanoTime,
      long maximumBytes) {
    this.host = host;
    this.resolver = resolver;
    this.timeout = timeout;
    this.nanoTime = nanoTime;
    long forClaims = maximumBytes / CLAIMS_PART;
    this.domains = new SpaceMemory<>(String::length, maximumBytes - forClaims, nanoTime);
    this.claims = new SpaceMemory<>(Claim::length, forClaims, nanoTime);
  }

  /**
   * The clients that may make a claim.
   *
   * @param claim the client in it does not matter
   */
  public AuthorizedSpace survey(CheckArguments claim) {
    Claim key = new Claim(claim.localPart() + '@' + claim.domain(), claim.helo());
    return domains
        .find(claim.domain())
        .or(() -> claims.find(key))
        .orElseGet(() -> survey(claim, key));
  }

  private AuthorizedSpace survey(CheckArguments claim, Claim key) {
    Survey survey = new Survey(host, resolver, claim, timeout, nanoTime);
    AuthorizedSpace space = survey.run();
    switch (survey.reach()) {
      case DOMAIN -> domains.keep(claim.domain(), space);
      case CLAIM -> claims.keep(key, space);
      case CHECK -> {
        // Only the time of day could have had a say, and no term may ask for it.
      }
    }
    return space;
  }

  /** Forgets everything. */
  public void clear() {
    domains.clear();
    claims.clear();
  }
}
