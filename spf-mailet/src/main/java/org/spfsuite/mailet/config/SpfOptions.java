package org.spfsuite.mailet.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.james.util.DurationParser;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.net.IpPrefix;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.mailet.policy.Action;
import org.spfsuite.mailet.policy.EnforcementPolicy;
import org.spfsuite.mailet.policy.EnforcementPolicy.Cell;

/** Every option of {@code conf/spf.properties}, each in one place: name, default and form. */
final class SpfOptions {

  private static final int DNS_PORT = 53;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_ROUNDS = 10;
  private static final Duration MAX_WAIT = Duration.ofMinutes(5);

  /** RFC 1035 host names, loosely: what may stand in a header. */
  private static final int MAX_NAME = 253;

  static final Option<List<InetSocketAddress>> DNS_SERVERS =
      new Option<>(
          "dns.servers",
          List.of(),
          "addresses with or without a port, separated by commas, such as"
              + " 127.0.0.1:5353, [2001:db8::53]:53",
          list(SpfOptions::server));

  static final Option<Duration> DNS_TIMEOUT =
      new Option<>("dns.timeout", Duration.ofSeconds(2), wait("2s"), SpfOptions::duration);

  static final Option<Integer> DNS_ROUNDS =
      new Option<>("dns.rounds", 2, "a number from 1 to " + MAX_ROUNDS, SpfOptions::rounds);

  static final Option<Duration> CHECK_TIMEOUT =
      new Option<>("check.timeout", Duration.ofSeconds(5), wait("5s"), SpfOptions::duration);

  static final Option<Optional<String>> RECEIVER =
      new Option<>(
          "receiver", Optional.empty(), "a host name, such as mx.example.org", SpfOptions::host);

  static final Option<List<IpPrefix>> EXEMPT_NETWORKS =
      new Option<>(
          "exempt.networks",
          List.of(),
          "networks in CIDR form, separated by commas, such as 192.0.2.0/24, 2001:db8::/32",
          list(IpPrefix::parse));

  /** One option for each cell of the decision table, such as {@code decision.mailfrom.fail}. */
  static final Map<Cell, Option<Action>> DECISIONS = decisions();

  private SpfOptions() {}

  static List<Option<?>> all() {
    List<Option<?>> all =
        new ArrayList<>(
            List.of(
                DNS_SERVERS, DNS_TIMEOUT, DNS_ROUNDS, CHECK_TIMEOUT, RECEIVER, EXEMPT_NETWORKS));
    all.addAll(DECISIONS.values());
    return all;
  }

  private static Map<Cell, Option<Action>> decisions() {
    Map<Cell, Option<Action>> options = new LinkedHashMap<>();
    for (Identity identity : Identity.values()) {
      for (SpfResult result : SpfResult.values()) {
        options.put(
            new Cell(identity, result),
            new Option<>(
                "decision." + identity.key() + "." + result.text(),
                EnforcementPolicy.defaultAction(result),
                "accept, defer or refuse",
                Action::of));
      }
    }
    return options;
  }

  private static String wait(String example) {
    return "a time up to 5 minutes with its unit, such as " + example + " or 500ms";
  }

  private static <T> Function<String, Optional<List<T>>> list(Function<String, Optional<T>> one) {
    return text -> {
      List<T> values = new ArrayList<>();
      for (String item : text.split(",", -1)) {
        Optional<T> value = one.apply(item.trim());
        if (value.isEmpty()) {
          return Optional.empty();
        }
        values.add(value.get());
      }
      return Optional.of(values);
    };
  }

  private static Optional<InetSocketAddress> server(String text) {
    int bracket = text.indexOf(']');
    if (text.startsWith("[") && bracket > 0) {
      return socket(text.substring(1, bracket), text.substring(bracket + 1));
    }
    int colon = text.indexOf(':');
    boolean ipv4WithPort = colon >= 0 && colon == text.lastIndexOf(':');
    return ipv4WithPort
        ? socket(text.substring(0, colon), text.substring(colon))
        : socket(text, "");
  }

  /** An address and what follows it: nothing, or a colon and a port. */
  private static Optional<InetSocketAddress> socket(String address, String rest) {
    Optional<Integer> port =
        rest.isEmpty()
            ? Optional.of(DNS_PORT)
            : number(rest.substring(1), 1, MAX_PORT).filter(p -> rest.charAt(0) == ':');
    return IpAddress.parse(address)
        .flatMap(a -> port.map(p -> new InetSocketAddress(a.toInetAddress(), p)));
  }

  private static Optional<Integer> rounds(String text) {
    return number(text, 1, MAX_ROUNDS);
  }

  private static Optional<Integer> number(String text, int min, int max) {
    try {
      return Optional.of(Integer.parseInt(text)).filter(n -> n >= min && n <= max);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> duration(String text) {
    try {
      return Optional.of(DurationParser.parse(text))
          .filter(d -> !d.isNegative() && !d.isZero() && d.compareTo(MAX_WAIT) <= 0);
    } catch (RuntimeException e) {
      return Optional.empty(); // NumberFormatException or IllegalArgumentException
    }
  }

  private static Optional<Optional<String>> host(String text) {
    boolean printable =
        text.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != '"' && c != '\\' && c != ';');
    return !text.isEmpty() && text.length() <= MAX_NAME && printable
        ? Optional.of(Optional.of(text))
        : Optional.empty();
  }
}
