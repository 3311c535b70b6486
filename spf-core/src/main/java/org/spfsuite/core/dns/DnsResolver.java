package org.spfsuite.core.dns;

import java.util.concurrent.CompletionStage;

/**
 * The port to DNS.
 *
 * <p>An implementation follows CNAME records up to a bound, joins the character-strings of a TXT
 * record, and reports trouble as {@link DnsAnswer.Failure}. It completes every stage within its own
 * time limit; the engine nevertheless waits no longer than the deadline of its check. Safe for use
 * by several threads.
 */
@FunctionalInterface
public interface DnsResolver {

  /**
   * Asks one question.
   *
   * @return the answer, now or later; never completed exceptionally by a well-behaved resolver
   */
  CompletionStage<DnsAnswer> lookup(DnsQuestion question);

  /**
   * Says that a question is likely to be asked again before long. A resolver with a memory may
   * renew what it remembers; the caller neither waits nor hears of it.
   *
   * @param question asked a while ago
   */
  default void expect(DnsQuestion question) {}
}
