package org.spfsuite.core.check;

import java.util.List;
import java.util.Optional;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.net.AddressRange;
import org.spfsuite.core.verdict.Verdict;

/**
 * A verdict, and for whom else it holds.
 *
 * @param verdict on what was asked
 * @param range the clients, the one that was checked among them, for whom a check of any sender of
 *     the same domain comes to the same verdict while the DNS answers behind it hold; empty if the
 *     verdict depends on more than domain and client
 * @param questions to DNS that the verdict rests on, in the order of the evaluation; empty if there
 *     is no range
 */
public record Examination(
    Verdict verdict, Optional<AddressRange> range, List<DnsQuestion> questions) {

  /** Copies the list. */
  public Examination {
    questions = List.copyOf(questions);
  }
}
