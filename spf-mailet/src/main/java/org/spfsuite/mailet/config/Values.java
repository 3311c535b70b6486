package org.spfsuite.mailet.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.james.util.DurationParser;
import org.apache.james.util.Size;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.net.IpAddress;

/** The forms of values in {@code spf.properties}; empty is what has another form. */
final class Values {

  private static final int DNS_PORT = 53;
  private static final int MAX_PORT = 65_535;

  /** RFC 1035 host names, loosely: what may stand in a header. */
  private static final int MAX_NAME = 253;

  private static final double MAX_POINTS = 1e6;

  private Values() {}

  static <T> Function<String, Optional<List<T>>> list(Function<String, Optional<T>> one) {
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

  static Optional<InetSocketAddress> server(String text) {
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

  static Function<String, Optional<Integer>> number(int min, int max) {
    return text -> number(text, min, max);
  }

  private static Optional<Integer> number(String text, int min, int max) {
    try {
      return Optional.of(Integer.parseInt(text)).filter(n -> n >= min && n <= max);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static Function<String, Optional<Duration>> duration(Duration min, Duration max) {
    return text -> {
      try {
        return Optional.of(DurationParser.parse(text))
            .filter(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0);
      } catch (RuntimeException e) {
        return Optional.empty(); // NumberFormatException or IllegalArgumentException
      }
    };
  }

  static Function<String, Optional<Long>> bytes(long min, long max) {
    return text -> {
      try {
        return Optional.of(Size.parse(text).asBytes()).filter(n -> n >= min && n <= max);
      } catch (Exception e) {
        return Optional.empty(); // Size declares no more than Exception
      }
    };
  }

  static Optional<Optional<String>> host(String text) {
    boolean printable =
        text.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != '"' && c != '\\' && c != ';');
    return !text.isEmpty() && text.length() <= MAX_NAME && printable
        ? Optional.of(Optional.of(text))
        : Optional.empty();
  }

  static Optional<Boolean> flag(String text) {
    boolean yes = text.equalsIgnoreCase("true");
    return yes || text.equalsIgnoreCase("false") ? Optional.of(yes) : Optional.empty();
  }

  /** The name of a file. */
  static Optional<String> file(String text) {
    boolean printable = text.chars().allMatch(c -> c >= 0x20 && c != 0x7F);
    return !text.isEmpty() && printable ? Optional.of(text) : Optional.empty();
  }

  /** A score; it may be negative. */
  static Optional<Optional<Double>> points(String text) {
    try {
      double points = Double.parseDouble(text);
      boolean sensible = Math.abs(points) <= MAX_POINTS; // not so if it is not a number
      return sensible ? Optional.of(Optional.of(points)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A domain of at least two labels. */
  static Optional<String> domain(String text) {
    return host(text)
        .flatMap(Function.identity())
        .flatMap(DnsName::parse)
        .filter(name -> name.labelCount() > 1)
        .map(DnsName::toString);
  }
}
