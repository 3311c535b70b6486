package org.spfsuite.core.conformance;

import static org.spfsuite.core.conformance.SuiteReader.list;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.dns.Zone;

/** Reads the zone of a scenario. */
final class ZoneReader {

  private static final Map<String, FailureKind> FAILURES =
      Map.of(
          "TIMEOUT", FailureKind.TIMEOUT,
          "SERVFAIL", FailureKind.SERVFAIL,
          "REFUSED", FailureKind.REFUSED);

  private final Zone.Builder zone = Zone.builder();

  private ZoneReader() {}

  static Zone read(Map<?, ?> data) {
    ZoneReader reader = new ZoneReader();
    data.forEach((name, entries) -> reader.addName(name.toString(), list(entries)));
    return reader.zone.build();
  }

  private void addName(String name, List<?> entries) {
    zone.empty(name);
    boolean ownTxt =
        entries.stream().anyMatch(e -> e instanceof Map<?, ?> map && map.containsKey("TXT"));
    Optional<FailureKind> failure = Optional.empty();
    for (Object entry : entries) {
      if (entry instanceof Map<?, ?> record) {
        record.forEach((type, value) -> add(name, type.toString(), value, ownTxt));
      } else {
        failure = Optional.of(FAILURES.getOrDefault(entry.toString(), FailureKind.INTERNAL));
      }
    }
    failure.ifPresent(kind -> zone.failing(name, kind));
  }

  /** A record of type SPF stands for a TXT record, unless the name has TXT records of its own. */
  private void add(String name, String type, Object value, boolean ownTxt) {
    switch (type) {
      case "SPF" -> {
        if (!ownTxt) {
          txt(name, value);
        }
      }
      case "TXT" -> {
        if (!"NONE".equals(value)) {
          txt(name, value);
        }
      }
      case "A", "AAAA" -> zone.address(name, value.toString());
      case "MX" -> mx(name, list(value));
      case "PTR" -> zone.add(name, RecordType.PTR, new RecordData.Ptr(name(value)));
      case "CNAME" -> zone.cname(name, value.toString());
      default -> throw new IllegalArgumentException("record type " + type);
    }
  }

  private void mx(String name, List<?> value) {
    String exchange = value.get(1).toString();
    int preference = Integer.parseInt(value.get(0).toString());
    zone.mx(name, preference, exchange.isEmpty() ? "." : exchange);
  }

  private void txt(String name, Object value) {
    zone.txt(name, list(value).stream().map(Object::toString).toArray(String[]::new));
  }

  private static DnsName name(Object text) {
    return DnsName.parse(text.toString()).orElseThrow();
  }
}
