package org.spfsuite.scoring.score;

import java.util.List;
import java.util.Optional;
import org.spfsuite.scoring.fact.Facts;
import org.spfsuite.scoring.rule.Hit;

/**
 * The points of one message for one recipient or several who are treated alike, and why.
 *
 * @param score the sum, rounded to thousandths as SpamAssassin does
 * @param required the score from which on it is spam
 * @param hits every rule that gave points, those that gave most first
 * @param facts what the points were given for
 */
public record ScoreReport(double score, double required, List<Hit> hits, Facts facts) {

  /** Copies the list. */
  public ScoreReport {
    hits = List.copyOf(hits);
  }

  /** What the message is taken for. */
  public Disposition disposition() {
    return score >= required ? Disposition.SPAM : Disposition.HAM;
  }

  /** Whether the message is taken for spam. */
  public boolean isSpam() {
    return disposition() == Disposition.SPAM;
  }

  /** The hit of a rule; no value if it did not hit or is worth nothing. */
  public Optional<Hit> hit(String rule) {
    return hits.stream().filter(hit -> hit.rule().equals(rule)).findFirst();
  }
}
