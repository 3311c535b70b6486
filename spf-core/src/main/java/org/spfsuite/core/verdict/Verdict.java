package org.spfsuite.core.verdict;

import java.util.List;
import java.util.Optional;
import org.spfsuite.core.text.SafeText;

/**
 * What {@code check_host()} says of one identity, and why. Immutable.
 *
 * @param result one of the seven
 * @param identity which claim was checked
 * @param domain the domain of the claim as checked, safe to print; empty if there was none
 * @param steps the way to the directive that matched: {@code include} and {@code redirect} terms
 *     first, the matching directive last; empty if none matched
 * @param explanation present for {@code fail} where the domain or the receiver gives one
 * @param problem present for {@code permerror} and {@code temperror}
 * @param warnings oddities on the way
 * @param counters what the check cost
 * @param authentic whether every DNS answer was vouched for by DNSSEC; false if none was asked for
 * @param ttlSeconds how long the verdict stays true: the smallest TTL of all answers; 0 if unknown
 * @param trace everything that happened; only if asked for
 */
public record Verdict(
    SpfResult result,
    Identity identity,
    String domain,
    List<Step> steps,
    Optional<Explanation> explanation,
    Optional<Problem> problem,
    List<Warning> warnings,
    Counters counters,
    boolean authentic,
    long ttlSeconds,
    Optional<Trace> trace) {

  private static final int MAX_TERM = 255;

  /** Copies the list. */
  public Verdict {
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
  }

  /** A verdict about nothing but a problem, such as an internal error. */
  public static Verdict ofProblem(Identity identity, Problem problem) {
    return new Verdict(
        problem.code().result(),
        identity,
        problem.domain(),
        List.of(),
        Optional.empty(),
        Optional.of(problem),
        List.of(),
        Counters.NONE,
        false,
        0,
        Optional.empty());
  }

  /**
   * The same verdict on another identity, for the null reverse-path: RFC 7208 §2.4 has it checked
   * exactly as the HELO identity is.
   */
  public Verdict as(Identity other) {
    return new Verdict(
        result,
        other,
        domain,
        steps,
        explanation,
        problem,
        warnings,
        counters,
        authentic,
        ttlSeconds,
        trace);
  }

  /** The same verdict, which shares its domain's name with another of that domain: less to keep. */
  public Verdict withTextsOf(Verdict other) {
    if (!domain.equals(other.domain)) {
      return this;
    }
    String name = other.domain;
    List<Step> shared =
        steps.stream()
            .map(step -> step.domain().equals(name) ? step.withDomain(name) : step)
            .toList();
    return new Verdict(
        result,
        identity,
        name,
        shared,
        explanation,
        problem,
        warnings,
        counters,
        authentic,
        ttlSeconds,
        trace);
  }

  /**
   * The same verdict as it stands some time later, for the same or the other identity: found in
   * memory, so that it cost neither queries nor time.
   *
   * @param ttlLeft how long it still holds, in seconds
   */
  public Verdict recalled(Identity other, long ttlLeft) {
    return new Verdict(
        result,
        other,
        domain,
        steps,
        explanation,
        problem,
        warnings,
        counters.free(),
        authentic,
        ttlLeft,
        trace);
  }

  /**
   * The directive that decided, as published, such as {@code -all}; {@code default} if no directive
   * matched (RFC 7208 §4.7). Safe to print.
   */
  public String mechanism() {
    return steps.isEmpty()
        ? "default"
        : SafeText.printable(steps.get(steps.size() - 1).termText(), MAX_TERM);
  }

  /**
   * One sentence fragment for people, safe to print: how the result came about, such as {@code
   * bank.example include:_spf.example -> _spf.example ip4:192.0.2.0/24}.
   */
  public String reason() {
    if (problem.isPresent()) {
      return problem.get().toString();
    }
    if (!steps.isEmpty()) {
      StringBuilder way = new StringBuilder();
      for (Step step : steps) {
        way.append(way.isEmpty() ? "" : " -> ")
            .append(step.domain())
            .append(' ')
            .append(SafeText.printable(step.termText(), MAX_TERM));
      }
      return way.toString();
    }
    return switch (result) {
      case NONE -> domain.isEmpty() ? "no domain to check" : "there is no SPF policy for " + domain;
      default -> domain + " has no directive that matches";
    };
  }
}
