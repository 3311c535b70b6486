package org.spfsuite.core.conformance;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.dns.Zone;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads the YAML of the public suite (openspf.org): scenarios of one zone and many cases each. */
final class SuiteReader {

  /**
   * A zone and its cases.
   *
   * @param description of the scenario
   * @param zone DNS of the scenario
   * @param cases in the order of the file
   */
  record Scenario(String description, Zone zone, List<Case> cases) {}

  /**
   * One check.
   *
   * @param name of the case
   * @param request what is checked
   * @param results allowed results, lower case
   * @param explanation of a fail, where the suite expects one
   */
  record Case(
      String name, SpfRequest request, List<String> results, Optional<String> explanation) {}

  private SuiteReader() {}

  static List<Scenario> read(Path file) throws IOException {
    List<Scenario> scenarios = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(reader)) {
        scenarios.add(scenario(map(document)));
      }
    }
    return scenarios;
  }

  private static Scenario scenario(Map<?, ?> document) {
    List<Case> cases = new ArrayList<>();
    map(get(document, "tests"))
        .forEach((name, test) -> cases.add(testCase(name.toString(), map(test))));
    return new Scenario(
        get(document, "description").toString(), zone(map(get(document, "zonedata"))), cases);
  }

  private static Case testCase(String name, Map<?, ?> test) {
    SpfRequest request =
        SpfRequest.of(
            get(test, "host").toString(),
            get(test, "helo").toString(),
            get(test, "mailfrom").toString());
    List<String> results = list(get(test, "result")).stream().map(Object::toString).toList();
    Object explanation = test.get("explanation");
    return new Case(name, request, results, Optional.ofNullable(explanation).map(Object::toString));
  }

  private static Zone zone(Map<?, ?> data) {
    Zone.Builder zone = Zone.builder();
    data.forEach((name, entries) -> addName(zone, name.toString(), list(entries)));
    return zone.build();
  }

  private static void addName(Zone.Builder zone, String name, List<?> entries) {
    zone.empty(name);
    boolean ownTxt = entries.stream().anyMatch(e -> e instanceof Map<?, ?> m && has(m, "TXT"));
    boolean timeout = false;
    for (Object entry : entries) {
      if (entry instanceof Map<?, ?> record) {
        record.forEach((type, value) -> add(zone, name, type.toString(), value, ownTxt));
      } else {
        timeout |= "TIMEOUT".equals(entry);
      }
    }
    if (timeout) {
      zone.failing(name, FailureKind.TIMEOUT);
    }
  }

  private static boolean has(Map<?, ?> record, String type) {
    return record.containsKey(type);
  }

  /** A record of type SPF stands for a TXT record, unless the name has TXT records of its own. */
  private static void add(
      Zone.Builder zone, String name, String type, Object value, boolean ownTxt) {
    switch (type) {
      case "SPF" -> {
        if (!ownTxt) {
          txt(zone, name, value);
        }
      }
      case "TXT" -> {
        if (!"NONE".equals(value)) {
          txt(zone, name, value);
        }
      }
      case "A", "AAAA" -> zone.address(name, value.toString());
      case "MX" -> {
        String exchange = list(value).get(1).toString();
        int preference = Integer.parseInt(list(value).get(0).toString());
        zone.mx(name, preference, exchange.isEmpty() ? "." : exchange);
      }
      case "PTR" -> zone.add(name, RecordType.PTR, new RecordData.Ptr(name(value)));
      case "CNAME" -> zone.cname(name, value.toString());
      default -> throw new IllegalArgumentException("record type " + type);
    }
  }

  private static void txt(Zone.Builder zone, String name, Object value) {
    zone.txt(name, list(value).stream().map(Object::toString).toArray(String[]::new));
  }

  private static DnsName name(Object text) {
    return DnsName.parse(text.toString()).orElseThrow();
  }

  private static Object get(Map<?, ?> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no " + key + " in " + map.keySet());
    }
    return value;
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of(value);
  }
}
