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
 * @param personal whether the policy asked about the very client, as {@code ptr} and {@code %{i}}
 *     do; an explanation counts
 * @param compared networks that the client was compared with: the bulk of the work
 * @param questions to DNS that the verdict rests on, in the order of the evaluation
 */
public record Examination(
    Verdict verdict,
    Reach reach,
    AddressRange range,
    boolean personal,
    int compared,
    List<DnsQuestion> questions) {

  /** Copies the list. */
  public Examination {
    questions = List.copyOf(questions);
  }
}
