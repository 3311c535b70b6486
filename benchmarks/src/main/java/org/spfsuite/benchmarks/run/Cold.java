package org.spfsuite.benchmarks.run;

/**
 * A check of a domain that nobody has asked for before.
 *
 * @param scenario the policy
 * @param client who checks
 * @param millis median of its latency
 * @param queries mean number of queries that reached the server, for each check
 */
public record Cold(ColdScenario scenario, ColdClient client, double millis, double queries) {}
