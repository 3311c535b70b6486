package org.spfsuite.scoring.eval;

/**
 * What it takes, besides a pass, for an entry of a welcome list to count.
 *
 * @param everyoneCounts whether a policy that lets everybody pass will do, as SpamAssassin has it
 * @param aligned whether the header From must be of the same organization
 * @param maxAddresses how many IPv4 addresses the sender's policy may let pass; infinite: any
 *     number
 */
public record WelcomeTerms(boolean everyoneCounts, boolean aligned, double maxAddresses) {

  /** A pass is enough. */
  public static final WelcomeTerms PASS_IS_ENOUGH =
      new WelcomeTerms(true, false, Double.POSITIVE_INFINITY);

  /** Whether nothing need be known of the policy. */
  public boolean needsNoSpace() {
    return everyoneCounts && Double.isInfinite(maxAddresses);
  }
}
