package org.spfsuite.mailet.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.spfsuite.core.check.CheckLimits;
import org.spfsuite.core.check.DomainOverrides;
import org.spfsuite.mailet.config.SpfConfiguration.Phase;
import org.spfsuite.mailet.policy.DecisionTable;
import org.spfsuite.mailet.policy.DecisionTable.Cell;
import org.spfsuite.mailet.policy.EnforcementPolicy;
import org.spfsuite.mailet.policy.Mode;
import org.spfsuite.mailet.policy.RecipientPolicy;
import org.spfsuite.mailet.policy.Rule;
import org.spfsuite.mailet.policy.ScoreThresholds;
import org.spfsuite.scoring.rule.ScoreSet;

/**
 * Reads {@code conf/spf.properties} with all its problems at once. Values may hold {@code
 * ${env:NAME}}, as everywhere in James.
 */
public final class SpfConfigurationReader {

  private static final Set<String> KEYS = keys(SpfOptions.all());
  private static final Set<String> POLICY_KEYS = keys(SpfOptions.ofPolicies());

  private final OptionFile file;

  private SpfConfigurationReader(OptionFile file) {
    this.file = file;
  }

  /**
   * What became of a file.
   *
   * @param configuration what it comes to, defaults in place of what could not be read
   * @param problems everything that is wrong with it
   */
  public record Outcome(SpfConfiguration configuration, List<ConfigurationProblem> problems) {
    /** Copies the list. */
    public Outcome {
      problems = List.copyOf(problems);
    }
  }

  private static Set<String> keys(List<Option<?>> options) {
    return options.stream().map(Option::key).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Reads a file.
   *
   * @param file the file; empty means that there is none, so that all defaults apply
   * @param fileName how to name it in problems
   */
  public static Outcome read(Optional<Path> file, String fileName) {
    OptionFile options =
        new OptionFile(fileName, SpfConfigurationReader::isKnown, SpfConfigurationReader::options);
    file.ifPresent(options::load);
    SpfConfiguration configuration = new SpfConfigurationReader(options).configuration();
    return new Outcome(configuration, options.problems());
  }

  private static boolean isKnown(String key) {
    return KEYS.contains(key)
        || policyName(key)
            .map(name -> key.substring(SpfOptions.POLICY.length() + name.length() + 1))
            .filter(POLICY_KEYS::contains)
            .isPresent();
  }

  /** The name in {@code policy.<name>.<option>}. */
  private static Optional<String> policyName(String key) {
    int start = SpfOptions.POLICY.length();
    int end = key.indexOf('.', start);
    return key.startsWith(SpfOptions.POLICY) && end > start
        ? Optional.of(key.substring(start, end))
        : Optional.empty();
  }

  private static String options() {
    String decisions = "decision.";
    String others =
        SpfOptions.all().stream()
            .map(Option::key)
            .filter(key -> !key.startsWith(decisions))
            .collect(Collectors.joining(", "));
    String cells =
        decisions + "<helo|mailfrom>.<none|neutral|pass|fail|softfail|temperror|permerror>";
    return "one of "
        + others
        + ", "
        + cells
        + ", policy.<name>.recipients, policy.<name>.mode, policy.<name>."
        + cells;
  }

  private SpfConfiguration configuration() {
    CheckLimits limits =
        new CheckLimits(
            value(SpfOptions.LOOKUPS),
            value(SpfOptions.VOID_LOOKUPS),
            value(SpfOptions.MX_HOSTS),
            value(SpfOptions.PTR_NAMES),
            value(SpfOptions.CHECK_TIMEOUT));
    Phase decideAt = value(SpfOptions.DECIDE_AT);
    if (decideAt == Phase.MAIL) {
      refuseRecipients();
    }
    return new SpfConfiguration(
        dns(),
        limits,
        value(SpfOptions.CACHE_POLICIES),
        overrides(),
        value(SpfOptions.RECEIVER),
        value(SpfOptions.AUTHSERV_ID),
        decideAt,
        value(SpfOptions.EXEMPT_NETWORKS),
        value(SpfOptions.EXEMPT_FORWARDERS),
        value(SpfOptions.EXEMPT_SECONDARY_MX),
        policy(),
        score(),
        value(SpfOptions.KEPT_REFUSALS));
  }

  private ScoreConfiguration score() {
    ScoreThresholds thresholds =
        new ScoreThresholds(value(SpfOptions.SCORE_REFUSE), value(SpfOptions.SCORE_TAG));
    return new ScoreConfiguration(
        value(SpfOptions.SCORE_PROFILE),
        value(SpfOptions.SCORE_CONFIG),
        ScoreSet.of(value(SpfOptions.SCORE_SET)).orElse(ScoreSet.NETWORK),
        thresholds);
  }

  /** What speaks of recipients has no say when the decision falls before there are any. */
  private void refuseRecipients() {
    for (String key : file.keys()) {
      if (key.equals(SpfOptions.EXEMPT_RECIPIENTS.key()) || policyName(key).isPresent()) {
        String found = key + " with decide.at = mail, when no recipient is known";
        file.problem(key, found, "decide.at = rcpt");
      }
    }
  }

  private DnsConfiguration dns() {
    return new DnsConfiguration(
        value(SpfOptions.DNS_SERVERS),
        value(SpfOptions.DNS_TIMEOUT),
        value(SpfOptions.DNS_ROUNDS),
        value(SpfOptions.CACHE_ANSWERS),
        value(SpfOptions.CACHE_STALE));
  }

  private DomainOverrides overrides() {
    DomainOverrides.Builder overrides = DomainOverrides.builder();
    value(SpfOptions.TREAT).forEach(t -> overrides.treatAs(t.domains(), t.result(), t.as()));
    return overrides.build();
  }

  private EnforcementPolicy policy() {
    Mode mode = value(SpfOptions.MODE);
    DecisionTable table = new DecisionTable(decisions(""));
    return new EnforcementPolicy(
        mode,
        table,
        policyNames().stream().map(name -> policy(name, mode, table)).toList(),
        value(SpfOptions.EXEMPT_SENDERS),
        value(SpfOptions.EXEMPT_RECIPIENTS));
  }

  private Set<String> policyNames() {
    Set<String> names = new LinkedHashSet<>();
    file.keys().stream()
        .filter(SpfConfigurationReader::isKnown)
        .forEach(key -> policyName(key).ifPresent(names::add));
    return names;
  }

  private RecipientPolicy policy(String name, Mode mode, DecisionTable table) {
    String prefix = SpfOptions.POLICY + name + ".";
    Option<Mode> ownMode = SpfOptions.MODE.named(prefix + SpfOptions.MODE.key());
    String recipients = prefix + SpfOptions.POLICY_RECIPIENTS.key();
    if (!file.gives(recipients)) {
      String found = "policy " + name + " is for nobody";
      String expected = recipients + " = " + SpfOptions.POLICY_RECIPIENTS.expected();
      file.problem(recipients, found, expected);
    }
    return new RecipientPolicy(
        name,
        value(SpfOptions.POLICY_RECIPIENTS.named(recipients)),
        file.gives(ownMode.key()) ? value(ownMode) : mode,
        table.with(decisions(prefix)));
  }

  /** The cells that are given under this prefix. */
  private Map<Cell, Rule> decisions(String prefix) {
    Map<Cell, Rule> given = new HashMap<>();
    SpfOptions.DECISIONS.forEach(
        (cell, option) -> {
          Option<Rule> named = option.named(prefix + option.key());
          if (file.gives(named.key())) {
            given.put(cell, value(named));
          }
        });
    return given;
  }

  private <T> T value(Option<T> option) {
    return file.value(option);
  }
}
