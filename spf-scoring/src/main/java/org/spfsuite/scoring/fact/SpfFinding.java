package org.spfsuite.scoring.fact;

import java.util.Optional;
import org.spfsuite.core.verdict.Explanation;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/** What came of checking one identity. */
public sealed interface SpfFinding {

  /** Where a result is from. */
  enum Source {
    /** A check of our own. */
    DNS("dns"),
    /** A field {@code Received-SPF} that an own host wrote. */
    RECEIVED_SPF("received-spf"),
    /** A field {@code Authentication-Results} that an own host wrote. */
    AUTHENTICATION_RESULTS("authentication-results");

    private final String text;

    Source(String text) {
      this.text = text;
    }

    /** Lower case with hyphens. */
    public String text() {
      return text;
    }
  }

  /**
   * There is a result.
   *
   * @param result one of the seven
   * @param source where it is from
   * @param reason for people: which term of which record; safe to print
   * @param explanation what the domain's owner says of a fail; empty if nothing; safe to print
   */
  record Checked(SpfResult result, Source source, String reason, String explanation)
      implements SpfFinding {}

  /**
   * DNS did not answer in time.
   *
   * @param reason for people, safe to print
   */
  record TimedOut(String reason) implements SpfFinding {}

  /**
   * The identity was not checked.
   *
   * @param why the reason
   */
  record Skipped(SkipReason why) implements SpfFinding {}

  /** Of a verdict. */
  static SpfFinding of(Verdict verdict) {
    boolean late =
        verdict
            .problem()
            .filter(
                problem ->
                    problem.code() == ProblemCode.DNS_TIMEOUT
                        || problem.code() == ProblemCode.DEADLINE)
            .isPresent();
    if (late) {
      return new TimedOut(verdict.reason());
    }
    String explanation = verdict.explanation().map(Explanation::text).orElse("");
    return new Checked(verdict.result(), Source.DNS, verdict.reason(), explanation);
  }

  /** The result, if there is one. */
  default Optional<SpfResult> spfResult() {
    return this instanceof Checked checked ? Optional.of(checked.result()) : Optional.empty();
  }

  /** Whether there is a result and it is this one. */
  default boolean is(SpfResult result) {
    return this instanceof Checked checked && checked.result() == result;
  }

  /** For people, on one line, safe to print. */
  default String sentence() {
    if (this instanceof Checked checked) {
      return checked.source() == Source.DNS
          ? checked.reason()
          : checked.reason() + " (" + checked.source().text() + ")";
    }
    return this instanceof TimedOut late ? late.reason() : ((Skipped) this).why().sentence();
  }
}
