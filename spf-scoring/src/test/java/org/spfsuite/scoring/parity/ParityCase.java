package org.spfsuite.scoring.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * A message, a configuration, and what SpamAssassin said of them.
 *
 * @param folder of all cases
 * @param values as in the file
 * @param set which of the four score sets
 */
public record ParityCase(Path folder, Map<String, Object> values, int set) {

  /** Rules that look at other things than SPF, and are none of ours. */
  private static final List<String> OTHERS =
      List.of("DMARC_PASS", "DMARC_NONE", "DMARC_QUAR", "DMARC_REJECT", "DMARC_MISSING", "GTUBE");

  /** JSON is YAML. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> json(String text) {
    return (Map<String, Object>) new Yaml(new LoaderOptions()).load(text);
  }

  /** All cases in a folder, once for each score set. */
  public static List<ParityCase> all(Path folder) throws IOException {
    List<ParityCase> cases = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("expected.jsonl"))) {
      Map<String, Object> values = json(line);
      for (String key : map(values, "expected").keySet()) {
        cases.add(new ParityCase(folder, values, Integer.parseInt(key.substring(3))));
      }
    }
    return cases;
  }

  /** What DNS answered. */
  public static Zone zone(Path folder) throws IOException {
    Zone.Builder zone = Zone.builder();
    Map<String, Object> names = json(Files.readString(folder.resolve("zone.json")));
    for (String name : names.keySet()) {
      if (!name.startsWith("_comment")) {
        add(zone, name, map(names, name));
      }
    }
    return zone.build();
  }

  private static void add(Zone.Builder zone, String name, Map<String, Object> records) {
    for (String type : records.keySet()) {
      switch (type) {
        case "A", "AAAA" -> list(records, type).forEach(a -> zone.address(name, a.toString()));
        case "TXT" -> list(records, type).forEach(text -> zone.txt(name, strings(text)));
        case "MX" -> list(records, type).forEach(mx -> mx(zone, name, mx.toString().split(" ")));
        case "FAIL" -> zone.failing(name, FailureKind.SERVFAIL);
        case "DROP" -> zone.failing(name, FailureKind.TIMEOUT);
        default -> throw new IllegalStateException(name + " has " + type);
      }
    }
  }

  private static void mx(Zone.Builder zone, String name, String[] words) {
    zone.mx(name, Integer.parseInt(words[0]), words[1]);
  }

  private static String[] strings(Object text) {
    return text instanceof List<?> strings
        ? strings.stream().map(Object::toString).toArray(String[]::new)
        : new String[] {text.toString()};
  }

  private static List<?> list(Map<String, Object> from, String key) {
    return (List<?>) Objects.requireNonNull(from.get(key));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> from, String key) {
    return (Map<String, Object>) Objects.requireNonNull(from.get(key), key);
  }

  /** What it is called. */
  public String id() {
    return Objects.requireNonNull(values.get("id")).toString();
  }

  private Path path(String key) {
    return folder.resolve(Objects.requireNonNull(values.get(key)).toString());
  }

  /** The message's file. */
  public Path message() {
    return path("eml");
  }

  /** The file of points and networks. */
  public Path configuration() {
    return path("cf");
  }

  /** Whether SpamAssassin knew lists by their new names. */
  public boolean hasNewNames() {
    return Boolean.TRUE.equals(values.get("compat_welcomelist"));
  }

  private Map<String, Object> expected() {
    return map(map(values, "expected"), "set" + set);
  }

  /** The rules about SPF and the lists near it that hit, and their points. */
  public Map<String, Double> points() {
    Map<String, Double> points = new TreeMap<>();
    for (String rules : List.of("spf_family", "spf_rules")) {
      map(expected(), rules)
          .forEach((rule, value) -> points.put(rule, ((Number) value).doubleValue()));
    }
    OTHERS.forEach(points::remove);
    return points;
  }

  /** Addresses by what is made of them. */
  public List<String> relays(String kind) {
    return list(map(expected(), "relays"), kind).stream().map(Object::toString).toList();
  }

  /** Where a result came from, and the result. */
  public List<String> finding(String identity) {
    return list(expected(), identity).stream().map(String::valueOf).toList();
  }

  /** The sender judged; "null" if there is none. */
  public String sender() {
    return String.valueOf(expected().get("spf_sender"));
  }

  @Override
  public String toString() {
    return id() + " set " + set;
  }
}
