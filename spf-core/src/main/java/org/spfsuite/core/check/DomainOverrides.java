package org.spfsuite.core.check;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.record.ParsedRecord;
import org.spfsuite.core.record.SpfRecord;
import org.spfsuite.core.record.SpfRecordParser;
import org.spfsuite.core.record.SyntaxProblem;
import org.spfsuite.core.verdict.SpfResult;

/**
 * What a receiver knows better than a domain's DNS. Each rule is for a pattern: a domain ({@code
 * bank.example}), all domains below one ({@code *.bank.example}), or all ({@code *}). Of several
 * rules of a kind that fit, the most specific one applies.
 */
public final class DomainOverrides {

  /** No rules. */
  public static final DomainOverrides NONE = builder().build();

  private final Map<String, SpfRecord> replacements;
  private final Map<String, SpfRecord> fallbacks;
  private final Map<String, CheckLimits> limits;
  private final Map<String, Map<SpfResult, SpfResult>> treatments;

  private DomainOverrides(Builder builder) {
    this.replacements = Map.copyOf(builder.replacements);
    this.fallbacks = Map.copyOf(builder.fallbacks);
    this.limits = Map.copyOf(builder.limits);
    this.treatments = new HashMap<>();
    builder.treatments.forEach((pattern, map) -> treatments.put(pattern, Map.copyOf(map)));
  }

  /** A builder without rules. */
  public static Builder builder() {
    return new Builder();
  }

  /** The record that stands for whatever the domain publishes; also where it is included. */
  Optional<SpfRecord> replacement(DnsName domain) {
    return find(replacements, domain, Optional::of);
  }

  /** The record that stands in for a domain that publishes none: its "best guess". */
  Optional<SpfRecord> fallback(DnsName domain) {
    return find(fallbacks, domain, Optional::of);
  }

  /** The limits of checks of this domain. */
  Optional<CheckLimits> limits(DnsName domain) {
    return find(limits, domain, Optional::of);
  }

  /** What a result of a check of this domain is to be treated as. */
  Optional<SpfResult> treatment(DnsName domain, SpfResult result) {
    return find(treatments, domain, map -> Optional.ofNullable(map.get(result)));
  }

  private static <T, R> Optional<R> find(
      Map<String, T> rules, DnsName domain, Function<T, Optional<R>> pick) {
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    String name = domain.toString().toLowerCase(Locale.ROOT);
    Optional<R> found = Optional.ofNullable(rules.get(name)).flatMap(pick);
    int dot = name.indexOf('.');
    while (found.isEmpty() && dot >= 0) {
      found = Optional.ofNullable(rules.get("*" + name.substring(dot))).flatMap(pick);
      dot = name.indexOf('.', dot + 1);
    }
    return found.or(() -> Optional.ofNullable(rules.get("*")).flatMap(pick));
  }

  /** Collects rules; a wrong one is refused at once. */
  public static final class Builder {
    private final Map<String, SpfRecord> replacements = new HashMap<>();
    private final Map<String, SpfRecord> fallbacks = new HashMap<>();
    private final Map<String, CheckLimits> limits = new HashMap<>();
    private final Map<String, Map<SpfResult, SpfResult>> treatments = new HashMap<>();

    private Builder() {}

    /**
     * The record that stands for whatever the domain publishes, wherever its policy is asked for.
     *
     * @throws IllegalArgumentException if pattern or record is malformed
     */
    public Builder replace(String pattern, String record) {
      replacements.put(pattern(pattern), record(record));
      return this;
    }

    /**
     * The record that stands in for a domain that is checked and publishes none.
     *
     * @throws IllegalArgumentException if pattern or record is malformed
     */
    public Builder fallback(String pattern, String record) {
      fallbacks.put(pattern(pattern), record(record));
      return this;
    }

    /**
     * The limits of checks of the domain.
     *
     * @throws IllegalArgumentException if the pattern is malformed
     */
    public Builder limits(String pattern, CheckLimits value) {
      limits.put(pattern(pattern), value);
      return this;
    }

    /**
     * What a result of a check of the domain is to be treated as, such as softfail as fail.
     *
     * @throws IllegalArgumentException if the pattern is malformed
     */
    public Builder treatAs(String pattern, SpfResult result, SpfResult as) {
      treatments
          .computeIfAbsent(pattern(pattern), p -> new EnumMap<>(SpfResult.class))
          .put(result, as);
      return this;
    }

    /** The rules as they stand now. */
    public DomainOverrides build() {
      return new DomainOverrides(this);
    }

    private static String pattern(String pattern) {
      if (pattern.equals("*")) {
        return pattern;
      }
      String domain = pattern.startsWith("*.") ? pattern.substring(2) : pattern;
      String name =
          DnsName.parse(domain)
              .filter(n -> domain.indexOf('*') < 0)
              .map(n -> n.toString().toLowerCase(Locale.ROOT))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "not bank.example, *.bank.example or *: " + pattern));
      return pattern.startsWith("*.") ? "*." + name : name;
    }

    private static SpfRecord record(String text) {
      ParsedRecord parsed = SpfRecordParser.parse(text);
      if (parsed instanceof ParsedRecord.Valid valid) {
        return valid.record();
      }
      SyntaxProblem problem = ((ParsedRecord.Invalid) parsed).problems().get(0);
      throw new IllegalArgumentException(
          "not an SPF record: \""
              + problem.found()
              + "\" at character "
              + (problem.span().start() + 1)
              + ", expected "
              + problem.expected());
    }
  }
}
