package org.spfsuite.mailet.config;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.text.Glob;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.mailet.config.SrsConfiguration.Remail;
import org.spfsuite.mailet.config.SrsConfiguration.SrsDomain;
import org.spfsuite.mailet.policy.AddressPattern;
import org.spfsuite.srs.SrsOptions;
import org.spfsuite.srs.address.EnvelopeAddress;
import org.spfsuite.srs.address.Separator;
import org.spfsuite.srs.limit.ReversalLimits;
import org.spfsuite.srs.policy.RewriteWhen;

/** Every option of {@code conf/srs.properties}, each in one place: name, default and form. */
final class SrsFileOptions {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int MIN_HASH = 4;
  private static final int MAX_HASH = 27;
  private static final int MAX_AGE = 900;

  /** Stands in only as long as James does not start. */
  private static final String NO_DOMAIN = "srs.invalid";

  static final Option<String> DOMAIN =
      new Option<>(
          "domain",
          NO_DOMAIN,
          "a domain of its own, in James's list of domains, such as srs.alumni.example",
          Values::domain);

  static final Option<List<SrsDomain>> DOMAINS =
      new Option<>(
          "domains",
          List.of(),
          "SRS domain, \"for\", domain of aliases, separated by commas, such as"
              + " srs.alumni.example for alumni.example, srs.club.example for club.example",
          Values.list(SrsFileOptions::srsDomain));

  static final Option<List<String>> FORMER_DOMAINS =
      new Option<>(
          "domains.former",
          List.of(),
          "domains separated by commas, such as bounces.alumni.example",
          Values.list(Values::domain));

  static final Option<String> KEYS =
      new Option<>(
          "keys",
          "srs.keys",
          "the name of a file in conf/, or a whole path, such as srs.keys",
          Values::file);

  static final Option<String> STORE =
      new Option<>("store", "var/srs/senders", StoreConfiguration.EXPECTED, Values::file);

  static final Option<String> STORE_USER = text("store.user");

  static final Option<String> STORE_PASSWORD = text("store.password");

  static final Option<Duration> STORE_TIMEOUT =
      duration("store.timeout", Duration.ofSeconds(2), SECOND, Duration.ofMinutes(1), "2s");

  static final Option<Integer> STORE_SENDERS = number("store.senders", 1_000_000, 1, 100_000_000);

  static final Option<Integer> STORE_PER_DOMAIN = number("store.per-domain", 10_000, 1, 100_000);

  static final Option<Separator> SEPARATOR =
      new Option<>(
          "separator",
          SrsOptions.DEFAULTS.separator(),
          "=, + or -",
          text -> text.length() == 1 ? Separator.of(text.charAt(0)) : Optional.empty());

  static final Option<Integer> HASH_LENGTH =
      number("hash.length", SrsOptions.DEFAULTS.hashLength(), MIN_HASH, MAX_HASH);

  static final Option<Integer> HASH_MINIMUM =
      number("hash.minimum", SrsOptions.DEFAULTS.hashMinimum(), MIN_HASH, MAX_HASH);

  static final Option<Boolean> HASH_URL_SAFE = flag("hash.url-safe", true);

  static final Option<Integer> MAX_DAYS = number("days", SrsOptions.DEFAULTS.maxAge(), 1, MAX_AGE);

  static final Option<List<AddressPattern>> EXCLUDE =
      new Option<>(
          "exclude",
          List.of(),
          "addresses or domains separated by commas, such as news@partner.example, *@*.own.example",
          Values.list(AddressPattern::parse));

  static final Option<Set<SpfResult>> UNSAFE =
      new Option<>(
          "leave.results",
          Set.of(SpfResult.FAIL),
          "results of SPF separated by commas, such as fail, softfail; or nothing",
          SrsFileOptions::results);

  static final Option<RewriteWhen> WHEN =
      new Option<>(
          "rewrite",
          RewriteWhen.ALWAYS,
          "always, whenSpfPublished or whenSpfWouldFail",
          RewriteWhen::of);

  static final Option<List<IpAddress>> OUTGOING =
      new Option<>(
          "outgoing.addresses",
          List.of(),
          "IPv4 and IPv6 addresses separated by commas, such as 192.0.2.25, 2001:db8::25",
          Values.list(IpAddress::parse));

  static final Option<Optional<String>> OUTGOING_HELO =
      new Option<>(
          "outgoing.helo", Optional.empty(), "a host name, such as mx.example.org", Values::host);

  static final Option<Boolean> ONLY_BOUNCES = flag("bounces.only", true);

  static final Option<Boolean> REDACT = flag("bounces.redact", false);

  static final Option<Integer> USES =
      number("limits.uses", ReversalLimits.DEFAULTS.usesPerAddress(), 1, 10_000);

  static final Option<Integer> PER_TARGET =
      number("limits.per-author", ReversalLimits.DEFAULTS.perTarget(), 1, 100_000);

  static final Option<Integer> GUESSES =
      number("limits.guesses", ReversalLimits.DEFAULTS.guessesPerClient(), 1, 10_000);

  static final Option<Integer> ENTRIES =
      number("limits.entries", ReversalLimits.DEFAULTS.entries(), 1_000, 10_000_000);

  static final Option<Duration> TIMEOUT =
      duration("timeout", Duration.ofSeconds(5), Duration.ofMillis(1), Duration.ofMinutes(1), "5s");

  static final Option<Duration> RETRY_FIRST =
      duration("retry.first", Duration.ofMinutes(1), SECOND, Duration.ofHours(1), "1m");

  static final Option<Duration> RETRY_END =
      duration("retry.end", Duration.ofDays(5), SECOND, Duration.ofDays(30), "5d");

  static final Option<List<AddressPattern>> ALIAS_REFUSE =
      new Option<>(
          "alias.refuse",
          List.of(),
          "addresses or domains separated by commas, such as ann@alumni.example, old.example",
          Values.list(AddressPattern::parse));

  static final Option<List<Remail>> ALIAS_REMAIL =
      new Option<>(
          "alias.remail",
          List.of(),
          "addresses or domains separated by commas, each perhaps with \"as\" and its owner, such"
              + " as bob@alumni.example, list@alumni.example as owner@alumni.example",
          Values.list(SrsFileOptions::remail));

  private SrsFileOptions() {}

  static List<Option<?>> all() {
    return List.of(
        DOMAIN,
        DOMAINS,
        FORMER_DOMAINS,
        KEYS,
        STORE,
        STORE_USER,
        STORE_PASSWORD,
        STORE_TIMEOUT,
        STORE_SENDERS,
        STORE_PER_DOMAIN,
        SEPARATOR,
        HASH_LENGTH,
        HASH_MINIMUM,
        HASH_URL_SAFE,
        MAX_DAYS,
        EXCLUDE,
        UNSAFE,
        WHEN,
        OUTGOING,
        OUTGOING_HELO,
        ONLY_BOUNCES,
        USES,
        PER_TARGET,
        GUESSES,
        ENTRIES,
        REDACT,
        TIMEOUT,
        RETRY_FIRST,
        RETRY_END,
        ALIAS_REFUSE,
        ALIAS_REMAIL);
  }

  private static Option<Integer> number(String key, int value, int min, int max) {
    return new Option<>(key, value, "a number from " + min + " to " + max, Values.number(min, max));
  }

  private static Option<String> text(String key) {
    return new Option<>(key, "", "a text", Optional::of);
  }

  private static Option<Boolean> flag(String key, boolean value) {
    return new Option<>(key, value, "true or false", Values::flag);
  }

  private static Option<Duration> duration(
      String key, Duration value, Duration min, Duration max, String example) {
    return new Option<>(
        key,
        value,
        "a time with its unit, such as " + example + ", from " + min + " to " + max,
        Values.duration(min, max));
  }

  private static Optional<SrsDomain> srsDomain(String text) {
    String[] words = text.split("\\s+", -1);
    return words.length == 3 && words[1].equals("for")
        ? Values.domain(words[0])
            .flatMap(s -> Values.domain(words[2]).map(a -> new SrsDomain(s, a)))
        : Optional.empty();
  }

  private static Optional<Remail> remail(String text) {
    String[] words = text.split("\\s+", -1);
    Optional<AddressPattern> aliases = AddressPattern.parse(words[0]);
    if (words.length == 1) {
      return aliases.map(pattern -> new Remail(pattern, Optional.empty()));
    }
    return words.length == 3 && words[1].equals("as")
        ? EnvelopeAddress.parse(words[2])
            .flatMap(owner -> aliases.map(a -> new Remail(a, Optional.of(owner.toString()))))
        : Optional.empty();
  }

  private static Optional<Set<SpfResult>> results(String text) {
    if (text.isEmpty()) {
      return Optional.of(Set.of());
    }
    return Values.list(SpfResult::of)
        .apply(text)
        .map(results -> Set.copyOf(EnumSet.copyOf(results)));
  }

  /** As patterns over whole addresses. */
  static List<Glob> globs(List<AddressPattern> patterns) {
    return patterns.stream()
        .map(p -> new Glob(p.localPart().pattern() + '@' + p.domain().pattern()))
        .toList();
  }
}
