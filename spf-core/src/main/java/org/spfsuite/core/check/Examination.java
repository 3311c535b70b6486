package org.spfsuite.core.check;

import java.util.List;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.net.AddressRange;
import org.spfsuite.core.verdict.Verdict;

/**
 * A verdict, and for whom else it holds.
 *
 * @param verdict on what was asked
 * @param reach the claims for which a check comes to the same verdict while the DNS answers behind
 *     it hold
 * @param range the clients, the one that was checked among them, of whom the same is true
 * @param questions to DNS that the verdict rests on, in the order of the evaluation
 */
public record Examination(
    Verdict verdict, Reach reach, AddressRange range, List<DnsQuestion> questions) {

  /** Copies the list. */
  public Examination {
    questions = List.copyOf(questions);
  }
}
