package org.spfsuite.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.spfsuite.core.conformance.Scenario.Case;

/**
 * {@code docs/conformance.md} is generated: with {@code -Dconformance.write} it is written anew.
 */
final class ConformancePageTest {

  private static final Path PAGE = Path.of("../docs/conformance.md");

  @Test
  void pageListsTheCasesOfEachSection() throws IOException {
    String page = page(OwnSuiteTest.scenarios());
    if (System.getProperty("conformance.write") != null) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE))
        .as("run mvn test -pl spf-core -Dtest=ConformancePageTest -Dconformance.write")
        .isEqualTo(page);
  }

  @Test
  void namesOfCasesAreUnique() throws IOException {
    assertThat(OwnSuiteTest.scenarios().stream().flatMap(s -> s.cases().stream()).map(Case::name))
        .doesNotHaveDuplicates();
  }

  private static String page(List<Scenario> scenarios) {
    List<Case> cases = scenarios.stream().flatMap(s -> s.cases().stream()).toList();
    Map<String, List<String>> sections = new TreeMap<>(Comparator.comparing(k -> sortKey(k)));
    Map<String, List<String>> rows = new TreeMap<>();
    for (Case test : cases) {
      test.sections().forEach(section -> add(sections, section, test));
      test.row().ifPresent(row -> add(rows, row, test));
    }
    StringBuilder page = new StringBuilder();
    page.append("# Conformance\n\n");
    page.append("Generated from `spf-core/src/test/resources/conformance`: ");
    page.append(cases.size()).append(" cases, each run over a zone in memory and over a real DNS");
    page.append(
        " server.\nThe public suite of openspf.org runs beside them, three times: in memory,");
    page.append(" over DNS, and replayed from its traces.\n\n");
    table(page, "Sections of RFC 7208", "section", sections);
    table(page, "Edge cases on which implementations disagree", "case", rows);
    return page.toString().stripTrailing() + "\n";
  }

  private static void add(Map<String, List<String>> table, String key, Case test) {
    table.computeIfAbsent(key, k -> new ArrayList<>()).add(test.name());
  }

  /** {@code 4.6.4} behind {@code 4.6} and before {@code 11}. */
  private static String sortKey(String section) {
    StringBuilder key = new StringBuilder();
    for (String part : section.split("\\.", -1)) {
      key.append(part.length() == 1 ? "0" + part : part).append('.');
    }
    return key.toString();
  }

  private static void table(
      StringBuilder page, String title, String column, Map<String, List<String>> rows) {
    page.append("## ")
        .append(title)
        .append("\n\n| ")
        .append(column)
        .append(" | tests |\n|---|---|\n");
    rows.forEach(
        (key, names) ->
            page.append("| ")
                .append(key)
                .append(" | ")
                .append(String.join(", ", names))
                .append(" |\n"));
    page.append('\n');
  }
}
