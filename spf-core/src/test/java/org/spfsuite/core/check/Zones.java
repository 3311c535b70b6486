package org.spfsuite.core.check;

import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;

/** Writes DNS down as lines of {@code owner TYPE data}. */
final class Zones {

  private Zones() {}

  static Zone of(String... lines) {
    Zone.Builder zone = Zone.builder();
    for (String line : lines) {
      String[] parts = line.split(" ", 3);
      add(zone, parts[0], parts[1], parts.length > 2 ? parts[2] : "");
    }
    return zone.build();
  }

  private static void add(Zone.Builder zone, String owner, String type, String data) {
    switch (type) {
      case "TXT" -> zone.txt(owner, data.split("\\|", -1));
      case "ADDR" -> zone.address(owner, data.split(" ", -1));
      case "MX" -> zone.mx(owner, 10, data);
      case "PTR" -> zone.ptr(owner, data);
      case "CNAME" -> zone.cname(owner, data);
      case "EMPTY" -> zone.empty(owner);
      case "FAILS" -> zone.failing(owner, FailureKind.valueOf(data));
      default -> throw new IllegalArgumentException("record type " + type);
    }
  }
}
