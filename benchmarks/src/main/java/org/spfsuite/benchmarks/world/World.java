package org.spfsuite.benchmarks.world;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.net.IpAddress;

/**
 * The same DNS data twice, each time in the form that one engine reads fastest.
 *
 * @param resolver for this project
 * @param texts for jSPF
 */
public record World(DnsResolver resolver, TextDns texts) {

  /** DNS data as jSPF wants it: each record a string. */
  @FunctionalInterface
  public interface TextDns {
    /** The records of one type at a name, whatever its case; empty if there are none. */
    List<String> records(RecordType type, String name);
  }

  /** A builder without any record; names must be in lower case. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects records. */
  public static final class Builder {

    /** Nothing may run out while we measure. */
    private static final long TTL_SECONDS = 86_400;

    private final Zone.Builder zone = Zone.builder().ttl(TTL_SECONDS);
    private final Map<RecordType, Map<String, List<String>>> texts =
        new EnumMap<>(RecordType.class);

    private Builder() {}

    /** A TXT record. */
    public Builder txt(String name, String text) {
      zone.txt(name, text);
      return add(RecordType.TXT, name, text);
    }

    /** An A or AAAA record. */
    public Builder address(String name, IpAddress address) {
      zone.address(name, address.toString());
      return add(
          address.isIpv4() ? RecordType.A : RecordType.AAAA,
          name,
          address.toInetAddress().getHostAddress());
    }

    /** An MX record. */
    public Builder mx(String name, String exchange) {
      zone.mx(name, 10, exchange);
      return add(RecordType.MX, name, exchange);
    }

    private Builder add(RecordType type, String name, String text) {
      texts
          .computeIfAbsent(type, t -> new HashMap<>())
          .computeIfAbsent(name, n -> new ArrayList<>())
          .add(text);
      return this;
    }

    /** What has been collected. */
    public World build() {
      Map<RecordType, Map<String, List<String>>> all = new EnumMap<>(texts);
      return new World(zone.build(), (type, name) -> records(all, type, name));
    }

    private static List<String> records(
        Map<RecordType, Map<String, List<String>>> all, RecordType type, String name) {
      // jSPF expands IPv6 addresses in upper case.
      return all.getOrDefault(type, Map.of())
          .getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }
  }
}
