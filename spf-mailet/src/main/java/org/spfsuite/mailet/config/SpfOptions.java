package org.spfsuite.mailet.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.spfsuite.core.check.CheckLimits;
import org.spfsuite.core.net.IpPrefix;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.mailet.config.SpfConfiguration.Phase;
import org.spfsuite.mailet.policy.AddressPattern;
import org.spfsuite.mailet.policy.DecisionTable.Cell;
import org.spfsuite.mailet.policy.Mode;
import org.spfsuite.mailet.policy.ReplyText;
import org.spfsuite.mailet.policy.Rule;
import org.spfsuite.scoring.policy.Profile;
import org.spfsuite.scoring.rule.ScoreSet;

/** Every option of {@code conf/spf.properties}, each in one place: name, default and form. */
final class SpfOptions {

  private static final Duration MAX_WAIT = Duration.ofMinutes(5);
  private static final Duration MIN_WAIT = Duration.ofMillis(1);

  /** RFC 8767 §5: one to three days. */
  private static final Duration MAX_STALENESS = Duration.ofDays(3);

  private static final long MEBIBYTE = 1L << 20;
  private static final int MAX_LIMIT = 1_000;

  static final Option<List<InetSocketAddress>> DNS_SERVERS =
      new Option<>(
          "dns.servers",
          List.of(),
          "addresses with or without a port, separated by commas, such as"
              + " 127.0.0.1:5353, [2001:db8::53]:53",
          Values.list(Values::server));

  static final Option<Duration> DNS_TIMEOUT = wait("dns.timeout", Duration.ofSeconds(2), "2s");

  static final Option<Integer> DNS_ROUNDS = number("dns.rounds", 2, 1, 10);

  static final Option<Long> CACHE_ANSWERS = bytes("cache.answers");

  static final Option<Long> CACHE_POLICIES = bytes("cache.policies");

  static final Option<Duration> CACHE_STALE =
      new Option<>(
          "cache.stale",
          Duration.ZERO,
          "a time up to 3 days with its unit, such as 1d, or 0s: never",
          Values.duration(Duration.ZERO, MAX_STALENESS));

  static final Option<Duration> CHECK_TIMEOUT = wait("check.timeout", Duration.ofSeconds(5), "5s");

  static final Option<Integer> LOOKUPS =
      number("limits.lookups", CheckLimits.RFC_7208.lookups(), 0, MAX_LIMIT);

  static final Option<Integer> VOID_LOOKUPS =
      number("limits.void-lookups", CheckLimits.RFC_7208.voidLookups(), 0, MAX_LIMIT);

  static final Option<Integer> MX_HOSTS =
      number("limits.mx-hosts", CheckLimits.RFC_7208.mxHosts(), 0, MAX_LIMIT);

  static final Option<Integer> PTR_NAMES =
      number("limits.ptr-names", CheckLimits.RFC_7208.ptrNames(), 0, MAX_LIMIT);

  static final Option<Optional<String>> RECEIVER = host("receiver");

  static final Option<Optional<String>> AUTHSERV_ID = host("authserv-id");

  static final Option<Mode> MODE =
      new Option<>("mode", Mode.ENFORCE, "enforce or monitor", Mode::of);

  static final Option<Phase> DECIDE_AT =
      new Option<>("decide.at", Phase.RCPT, "rcpt or mail", SpfOptions::phase);

  static final Option<List<IpPrefix>> EXEMPT_NETWORKS =
      new Option<>(
          "exempt.networks",
          List.of(),
          "networks in CIDR form, separated by commas, such as 192.0.2.0/24, 2001:db8::/32",
          Values.list(IpPrefix::parse));

  static final Option<List<String>> EXEMPT_FORWARDERS = domains("exempt.forwarders");

  static final Option<List<String>> EXEMPT_SECONDARY_MX = domains("exempt.secondary-mx");

  static final Option<List<AddressPattern>> EXEMPT_SENDERS = patterns("exempt.senders", List.of());

  static final Option<List<AddressPattern>> EXEMPT_RECIPIENTS =
      patterns("exempt.recipients", List.of(pattern("postmaster@*"), pattern("abuse@*")));

  static final Option<List<Treatment>> TREAT =
      new Option<>(
          "treat",
          List.of(),
          "domain, result, \"as\", result, separated by commas, such as bank.example softfail as"
              + " fail, *.old.example fail as neutral",
          Values.list(Treatment::parse));

  static final Option<Profile> SCORE_PROFILE =
      new Option<>(
          "score.profile",
          Profile.RECOMMENDED,
          "recommended, spamassassin, rspamd or empty",
          SpfOptions::profile);

  static final Option<List<String>> SCORE_CONFIG =
      new Option<>(
          "score.config",
          List.of("spf-score.cf"),
          "names of files or folders in conf/, or whole paths, separated by commas, such as"
              + " spf-score.cf",
          Values.list(Values::file));

  static final Option<Integer> SCORE_SET =
      number("score.set", ScoreSet.NETWORK.number(), 0, ScoreSet.COUNT - 1);

  static final Option<Optional<Double>> SCORE_TAG = score("score.tag", "5.0");

  static final Option<Optional<Double>> SCORE_REFUSE = score("score.refuse", "10.0");

  static final Option<Integer> KEPT_REFUSALS = number("refusals.kept", 100, 0, 100_000);

  /** One option for each cell of the decision table, such as {@code decision.mailfrom.fail}. */
  static final Map<Cell, Option<Rule>> DECISIONS = decisions();

  // --- options of a policy for some recipients: policy.<name>.<option> ---

  static final String POLICY = "policy.";

  static final Option<List<AddressPattern>> POLICY_RECIPIENTS = patterns("recipients", List.of());

  private SpfOptions() {}

  static List<Option<?>> all() {
    List<Option<?>> all =
        new ArrayList<>(
            List.of(
                DNS_SERVERS,
                DNS_TIMEOUT,
                DNS_ROUNDS,
                CACHE_ANSWERS,
                CACHE_POLICIES,
                CACHE_STALE,
                CHECK_TIMEOUT,
                LOOKUPS,
                VOID_LOOKUPS,
                MX_HOSTS,
                PTR_NAMES,
                RECEIVER,
                AUTHSERV_ID,
                MODE,
                DECIDE_AT,
                EXEMPT_NETWORKS,
                EXEMPT_FORWARDERS,
                EXEMPT_SECONDARY_MX,
                EXEMPT_SENDERS,
                EXEMPT_RECIPIENTS,
                TREAT,
                SCORE_PROFILE,
                SCORE_CONFIG,
                SCORE_SET,
                SCORE_TAG,
                SCORE_REFUSE,
                KEPT_REFUSALS));
    all.addAll(DECISIONS.values());
    return all;
  }

  /** Those that may stand behind {@code policy.<name>.}. */
  static List<Option<?>> ofPolicies() {
    List<Option<?>> all = new ArrayList<>(List.of(POLICY_RECIPIENTS, MODE));
    all.addAll(DECISIONS.values());
    return all;
  }

  private static Map<Cell, Option<Rule>> decisions() {
    Map<Cell, Option<Rule>> options = new LinkedHashMap<>();
    for (Identity identity : Identity.values()) {
      for (SpfResult result : SpfResult.values()) {
        options.put(
            new Cell(identity, result),
            new Option<>(
                "decision." + identity.key() + "." + result.text(),
                Rule.standard(result),
                "accept, tag, defer or refuse; behind the last two perhaps codes and a text, such as"
                    + " defer 451 4.7.24, or refuse 550 5.7.23 Not from {client}; in braces may"
                    + " stand: "
                    + ReplyText.names(),
                text -> Rule.parse(text, result)));
      }
    }
    return options;
  }

  private static Option<Duration> wait(String key, Duration value, String example) {
    return new Option<>(
        key,
        value,
        "a time up to 5 minutes with its unit, such as " + example + " or 500ms",
        Values.duration(MIN_WAIT, MAX_WAIT));
  }

  private static Option<Integer> number(String key, int value, int min, int max) {
    return new Option<>(key, value, "a number from " + min + " to " + max, Values.number(min, max));
  }

  private static Option<Long> bytes(String key) {
    return new Option<>(
        key,
        64 * MEBIBYTE,
        "bytes with a unit, 1M to 1G, such as 64M",
        Values.bytes(MEBIBYTE, 1024 * MEBIBYTE));
  }

  private static Option<Optional<String>> host(String key) {
    return new Option<>(key, Optional.empty(), "a host name, such as mx.example.org", Values::host);
  }

  private static Option<List<String>> domains(String key) {
    return new Option<>(
        key,
        List.of(),
        "domains separated by commas, such as alumni.example, lists.example",
        Values.list(Values::domain));
  }

  private static Option<List<AddressPattern>> patterns(String key, List<AddressPattern> value) {
    return new Option<>(
        key,
        value,
        "addresses or domains separated by commas, such as ann@bank.example, *@*.bank.example,"
            + " partner.example",
        Values.list(AddressPattern::parse));
  }

  private static Option<Optional<Double>> score(String key, String example) {
    return new Option<>(
        key, Optional.empty(), "a number of points, such as " + example, Values::points);
  }

  private static Optional<Profile> profile(String text) {
    return Stream.of(Profile.values())
        .filter(profile -> profile.name().equalsIgnoreCase(text))
        .findFirst();
  }

  private static AddressPattern pattern(String text) {
    return AddressPattern.parse(text).orElseThrow();
  }

  private static Optional<Phase> phase(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "rcpt" -> Optional.of(Phase.RCPT);
      case "mail" -> Optional.of(Phase.MAIL);
      default -> Optional.empty();
    };
  }
}
