package org.spfsuite.benchmarks.run;

/**
 * Memory of known domains.
 *
 * @param policies number of domains
 * @param answersToo whether their DNS answers are kept beside the policies
 * @param bytes what they take together
 */
public record Memory(int policies, boolean answersToo, long bytes) {}
