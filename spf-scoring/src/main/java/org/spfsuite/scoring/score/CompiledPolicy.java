package org.spfsuite.scoring.score;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.scoring.eval.AddressLists;
import org.spfsuite.scoring.eval.Subject;
import org.spfsuite.scoring.fact.Facts;
import org.spfsuite.scoring.list.AddressList;
import org.spfsuite.scoring.policy.Overlay;
import org.spfsuite.scoring.policy.Overlay.Change;
import org.spfsuite.scoring.policy.Overlay.Side;
import org.spfsuite.scoring.policy.ScorePolicy;
import org.spfsuite.scoring.rule.CompiledRules;
import org.spfsuite.scoring.rule.Hit;
import org.spfsuite.scoring.rule.ScoreSet;

/**
 * A policy made ready to score: a pure function from facts to a report. Immutable, safe for use by
 * several threads.
 */
public final class CompiledPolicy {

  private static final double THOUSAND = 1_000;

  private static final Comparator<Hit> MOST_POINTS_FIRST =
      Comparator.comparingDouble((Hit hit) -> Math.abs(hit.points())).reversed();

  private final ScorePolicy policy;
  private final ScoreSet scores;
  private final CompiledRules rules;
  private final double[] points;
  private final double[] mostPoints;
  private final List<AddressLists> lists;

  private CompiledPolicy(ScorePolicy policy, ScoreSet scores) {
    this.policy = policy;
    this.scores = scores;
    this.rules = CompiledRules.of(policy.rules(), scores);
    this.points = rules.points();
    this.mostPoints = rules.points();
    this.lists = List.of(policy.lists());
    policy.overlays().forEach(overlay -> apply(overlay, mostPoints, true));
  }

  /** Makes a policy ready. */
  public static CompiledPolicy of(ScorePolicy policy, ScoreSet scores) {
    return new CompiledPolicy(policy, scores);
  }

  /** What it was made from. */
  public ScorePolicy policy() {
    return policy;
  }

  /** Which points count. */
  public ScoreSet scores() {
    return scores;
  }

  /** The rules, ready. */
  public CompiledRules rules() {
    return rules;
  }

  // --- what must be known first ---

  /** Whether the size of this sender's policy must be known. */
  public boolean wantsSpace(String sender) {
    return rules.wantsSpace(mostPoints)
        || (!policy.terms().needsNoSpace()
            && (isListed(policy.lists(), sender)
                || policy.overlays().stream().anyMatch(o -> isListed(o.lists(), sender))));
  }

  private static boolean isListed(AddressLists lists, String sender) {
    return lists.match(AddressLists.WELCOME, sender).isPresent();
  }

  /** The questions to DNS that rules have about a message. */
  public Set<DnsQuestion> questions(Facts facts) {
    return rules.questions(facts, mostPoints);
  }

  /** Recipients for whom the same holds, together; the order stays. */
  public Collection<List<String>> groups(List<String> recipients) {
    Map<List<Overlay>, List<String>> groups = new LinkedHashMap<>();
    for (String recipient : recipients) {
      List<Overlay> own =
          policy.overlays().stream()
              .filter(overlay -> overlay.side() == Side.RECIPIENT)
              .filter(overlay -> overlay.addresses().match(recipient).isPresent())
              .toList();
      groups.computeIfAbsent(own, key -> new ArrayList<>()).add(recipient);
    }
    return groups.values();
  }

  // --- at work ---

  /** The report on a message. What its recipients are treated by must be the same for all. */
  public ScoreReport score(Facts facts) {
    List<Overlay> overlays = overlays(facts);
    if (overlays.isEmpty()) {
      return report(facts, new Subject(facts, lists, policy.terms()), points, policy.required());
    }
    double[] own = points.clone();
    double required = policy.required();
    List<AddressLists> all = new ArrayList<>(lists);
    for (Overlay overlay : overlays) {
      apply(overlay, own, false);
      required = overlay.required().orElse(required);
      all.add(overlay.lists());
    }
    return report(facts, new Subject(facts, all, policy.terms()), own, required);
  }

  private List<Overlay> overlays(Facts facts) {
    return policy.overlays().isEmpty()
        ? List.of()
        : policy.overlays().stream().filter(overlay -> isFor(overlay, facts)).toList();
  }

  private static boolean isFor(Overlay overlay, Facts facts) {
    AddressList addresses = overlay.addresses();
    return overlay.side() == Side.SENDER
        ? facts.sender().address().flatMap(addresses::match).isPresent()
        : facts.recipients().stream().anyMatch(to -> addresses.match(to).isPresent());
  }

  /**
   * Applies other points.
   *
   * @param most whether a rule that is worth something keeps being so
   */
  private void apply(Overlay overlay, double[] worth, boolean most) {
    for (Change change : overlay.points()) {
      Optional<Integer> position = rules.position(change.rule());
      position.ifPresent(
          i -> {
            double old = change.relative() ? worth[i] : 0;
            double changed = old + change.points().in(scores);
            worth[i] = most && changed == 0 ? worth[i] : changed;
          });
    }
  }

  private ScoreReport report(Facts facts, Subject subject, double[] worth, double required) {
    List<Hit> hits = rules.hits(subject, worth);
    double score = 0;
    for (Hit hit : hits) {
      score += hit.points();
    }
    hits.sort(MOST_POINTS_FIRST);
    return new ScoreReport(Math.rint(score * THOUSAND) / THOUSAND, required, hits, facts);
  }

  /**
   * The names of all rules with functions that are true of a message, whatever they are worth.
   * Enough to score it again under another policy: {@link CompiledRules#score}.
   */
  public List<String> truths(Facts facts) {
    return rules.truths(new Subject(facts, lists, policy.terms()));
  }
}
