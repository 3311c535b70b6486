package org.spfsuite.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.scoring.policy.Mode;
import org.spfsuite.scoring.policy.Profile;
import org.spfsuite.scoring.rule.ScoreSet;
import org.spfsuite.scoring.tuning.Label;
import org.spfsuite.srs.address.Separator;
import org.spfsuite.srs.key.KeyType;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How option values are read. */
final class Values {

  private static final int DNS_PORT = 53;
  private static final int MAX_PORT = 65_535;
  private static final String DAY = "2026-11-22";
  private static final Duration MAX_WAIT = Duration.ofHours(1);
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
  private static final Pattern WAIT = Pattern.compile("([0-9]{1,9})(ms|s|m)?");
  private static final Pattern SERVER =
      Pattern.compile("(?:\\[(?<v6>[^\\]]+)\\]|(?<host>[^:\\[\\]]+))(?::(?<port>[0-9]{1,5}))?");

  private Values() {}

  /** Address literals. */
  static final class Address implements ITypeConverter<IpAddress> {
    @Override
    public IpAddress convert(String text) {
      return IpAddress.parse(text)
          .orElseThrow(
              () -> wrong(text, "an IPv4 or IPv6 address, such as 192.0.2.3 or 2001:db8::3"));
    }
  }

  /** {@code 500ms}, {@code 5s}, {@code 2m}; without a unit it is seconds. */
  static final class Wait implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Optional.of(WAIT.matcher(text))
          .filter(Matcher::matches)
          .map(Wait::duration)
          .filter(wait -> !wait.isZero() && wait.compareTo(MAX_WAIT) <= 0)
          .orElseThrow(() -> wrong(text, "a time of 1ms to 60m, such as 5s"));
    }

    private static Duration duration(Matcher wait) {
      long number = Long.parseLong(wait.group(1));
      return switch (wait.group(2) == null ? "s" : wait.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "m" -> Duration.ofMinutes(number);
        default -> Duration.ofSeconds(number);
      };
    }
  }

  /** {@code host}, {@code host:port}, {@code [IPv6]:port}, or a bare address. */
  static final class Server implements ITypeConverter<InetSocketAddress> {
    @Override
    public InetSocketAddress convert(String text) {
      Optional<IpAddress> bare = IpAddress.parse(text);
      return bare.isPresent()
          ? new InetSocketAddress(bare.get().toInetAddress(), DNS_PORT)
          : Optional.of(SERVER.matcher(text))
              .filter(Matcher::matches)
              .flatMap(Server::address)
              .orElseThrow(
                  () ->
                      wrong(text, "a DNS server, such as 192.0.2.53, [2001:db8::53]:53 or ns:53"));
    }

    private static Optional<InetSocketAddress> address(Matcher server) {
      int port = server.group("port") == null ? DNS_PORT : Integer.parseInt(server.group("port"));
      Optional<InetAddress> host =
          server.group("v6") == null
              ? Optional.of(resolve(server.group("host")))
              : IpAddress.parse(server.group("v6"))
                  .filter(address -> !address.isIpv4())
                  .map(IpAddress::toInetAddress);
      return host.filter(h -> port >= 1 && port <= MAX_PORT)
          .map(h -> new InetSocketAddress(h, port));
    }

    private static InetAddress resolve(String host) {
      try {
        return InetAddress.getByName(host);
      } catch (UnknownHostException e) {
        throw new TypeConversionException("there is no host '" + host + "'");
      }
    }
  }

  /** Shipped policies. */
  static final class ProfileName implements ITypeConverter<Profile> {
    @Override
    public Profile convert(String text) {
      return oneOf(text, Profile.values());
    }
  }

  /** {@code parity} and {@code strict}. */
  static final class ModeName implements ITypeConverter<Mode> {
    @Override
    public Mode convert(String text) {
      return oneOf(text, Mode.values());
    }
  }

  /** {@code ham} and {@code spam}. */
  static final class LabelName implements ITypeConverter<Label> {
    @Override
    public Label convert(String text) {
      return oneOf(text, Label.values());
    }
  }

  /** The numbers of score sets. */
  static final class ScoreSetNumber implements ITypeConverter<ScoreSet> {
    @Override
    public ScoreSet convert(String text) {
      return Arrays.stream(ScoreSet.values())
          .filter(set -> text.equals(String.valueOf(set.number())))
          .findFirst()
          .orElseThrow(() -> wrong(text, "a score set from 0 to 3"));
    }
  }

  /** Whose addresses. */
  static final class SrsProfileName implements ITypeConverter<SrsProfile> {
    @Override
    public SrsProfile convert(String text) {
      return Arrays.stream(SrsProfile.values())
          .filter(profile -> profile.toString().equals(text))
          .findFirst()
          .orElseThrow(() -> wrong(text, "one of strict, compatible, exim, opensmtpd, srs.js"));
    }
  }

  /** {@code =}, {@code +} and {@code -}. */
  static final class SrsSeparator implements ITypeConverter<Separator> {
    @Override
    public Separator convert(String text) {
      return Optional.of(text)
          .filter(t -> t.length() == 1)
          .flatMap(t -> Separator.of(t.charAt(0)))
          .orElseThrow(() -> wrong(text, "one of =, + and -"));
    }
  }

  /** A day, a moment, or seconds. */
  static final class Moment implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        if (SECONDS.matcher(text).matches()) {
          return Instant.ofEpochSecond(Long.parseLong(text));
        }
        return text.contains("T")
            ? Instant.parse(text)
            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (DateTimeParseException e) {
        throw wrong(text, "a time, such as 2026-11-22 or 2026-11-22T12:00:00Z");
      }
    }
  }

  /** A day. */
  static final class Day implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String text) {
      try {
        return Optional.of(LocalDate.parse(text))
            .filter(day -> text.length() == DAY.length()) // years of more digits have a sign
            .orElseThrow(() -> wrong(text, "a day, such as " + DAY));
      } catch (DateTimeParseException e) {
        throw wrong(text, "a day, such as " + DAY);
      }
    }
  }

  /** Types of keys that sign. */
  static final class SigningType implements ITypeConverter<KeyType> {
    @Override
    public KeyType convert(String text) {
      return KeyType.of(text)
          .filter(KeyType::signs)
          .orElseThrow(() -> wrong(text, "one of hmac-sha256, hmac-sha1"));
    }
  }

  private static <E extends Enum<E>> E oneOf(String text, E[] values) {
    return Arrays.stream(values)
        .filter(value -> name(value).equals(text))
        .findFirst()
        .orElseThrow(() -> wrong(text, "one of " + names(values)));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String names(Enum<?>[] values) {
    return Arrays.stream(values).map(Values::name).collect(Collectors.joining(", "));
  }

  private static TypeConversionException wrong(String text, String expected) {
    return new TypeConversionException("'" + text + "' is not " + expected);
  }
}
