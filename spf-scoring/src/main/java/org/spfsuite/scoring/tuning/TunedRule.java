package org.spfsuite.scoring.tuning;

/**
 * A rule after a refit.
 *
 * @param name of the rule
 * @param hamHits wanted messages that it hit
 * @param spamHits unwanted messages that it hit
 * @param presentPoints what it gave before
 * @param newPoints what it should give: within its range, with three decimals, and not 0 (which
 *     would switch it off) where its range leaves a choice; the present points if it was left as it
 *     is
 * @param tuned whether it was fitted, or left as it is for want of hits
 */
public record TunedRule(
    String name,
    long hamHits,
    long spamHits,
    double presentPoints,
    double newPoints,
    boolean tuned) {}
