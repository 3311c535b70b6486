package org.spfsuite.core.header;

import java.util.List;
import java.util.Optional;
import org.spfsuite.core.record.ParsedRecord;
import org.spfsuite.core.record.SpfRecordParser;
import org.spfsuite.core.verdict.Counters;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Step;
import org.spfsuite.core.verdict.Verdict;

/** Verdicts as a check would give them. */
final class Checked {

  private Checked() {}

  /** One that the only directive of a record decided. */
  static Verdict matched(SpfResult result, Identity identity, String domain, String directive) {
    String record = "v=spf1 " + directive;
    ParsedRecord.Valid parsed = (ParsedRecord.Valid) SpfRecordParser.parse(record);
    Step step = new Step(domain, record, parsed.record().directives().get(0));
    return verdict(result, identity, domain, List.of(step), Optional.empty());
  }

  /** One that no directive decided. */
  static Verdict unmatched(SpfResult result, Identity identity, String domain) {
    return verdict(result, identity, domain, List.of(), Optional.empty());
  }

  /** One that came to nothing. */
  static Verdict broken(Identity identity, Problem problem) {
    return verdict(
        problem.code().result(), identity, problem.domain(), List.of(), Optional.of(problem));
  }

  private static Verdict verdict(
      SpfResult result,
      Identity identity,
      String domain,
      List<Step> steps,
      Optional<Problem> problem) {
    return new Verdict(
        result,
        identity,
        domain,
        steps,
        Optional.empty(),
        problem,
        List.of(),
        Counters.NONE,
        false,
        0,
        Optional.empty());
  }
}
