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
import org.spfsuite.core.conformance.Scenario.Case;
import org.spfsuite.core.conformance.Scenario.Expected;
import org.spfsuite.core.verdict.Identity;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Reads scenarios: the YAML of the public suite (openspf.org), and of our own, which may expect
 * more.
 */
final class SuiteReader {

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
        get(document, "description").toString(),
        ZoneReader.read(map(get(document, "zonedata"))),
        cases);
  }

  private static Case testCase(String name, Map<?, ?> test) {
    SpfRequest request =
        SpfRequest.of(
            get(test, "host").toString(),
            get(test, "helo").toString(),
            get(test, "mailfrom").toString());
    return new Case(
        name,
        strings(get(test, "spec")),
        text(test, "row"),
        request,
        text(test, "identity").isPresent() ? Identity.HELO : Identity.MAIL_FROM,
        text(test, "choices").isPresent() ? map(get(test, "choices")) : Map.of(),
        expected(test));
  }

  private static Expected expected(Map<?, ?> test) {
    return new Expected(
        strings(get(test, "result")),
        text(test, "explanation"),
        text(test, "mechanism"),
        text(test, "problem"),
        text(test, "warning"),
        text(test, "lookups").map(Integer::valueOf),
        text(test, "voids").map(Integer::valueOf),
        text(test, "asked").map(asked -> strings(get(test, "asked"))).orElse(List.of()),
        text(test, "not-asked").map(asked -> strings(get(test, "not-asked"))).orElse(List.of()));
  }

  private static Optional<String> text(Map<?, ?> test, String key) {
    return Optional.<Object>ofNullable(test.get(key)).map(Object::toString);
  }

  private static List<String> strings(Object value) {
    return list(value).stream().map(Object::toString).toList();
  }

  static Object get(Map<?, ?> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no " + key + " in " + map.keySet());
    }
    return value;
  }

  static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }

  static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of(value);
  }
}
