package org.spfsuite.scoring.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What is written of a refit. */
final class ReportsTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");

  /** Small enough to check by hand: A is in spam, PASS mostly in ham, RARE nearly nowhere. */
  private static Refitted refitted() {
    List<LoggedMessage> messages = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      boolean spam = i % 3 == 0;
      Set<String> facts = new HashSet<>();
      if (spam || i % 10 == 1) {
        facts.add("A");
      }
      if (!spam || i % 10 == 0) {
        facts.add("PASS");
      }
      if (i % 20 == 7) {
        facts.add("RARE");
      }
      messages.add(SyntheticLog.message("m" + i, spam ? Label.SPAM : Label.HAM, facts));
    }
    List<TunableRule> rules =
        List.of(
            TunableRule.of("A", 1, false, 5),
            TunableRule.of("PASS", -0.001, true, 5),
            TunableRule.of("RARE", 2.5, false, 5));
    RefitOutcome outcome =
        Refit.of(
            SyntheticLog.training(rules, messages),
            RefitOptions.DEFAULTS.with().falsePositiveCost(2).build());
    return (Refitted) outcome;
  }

  @Test
  void reportTellsAll() {
    Refitted refitted = refitted();
    String report = TuningReport.of(refitted);

    assertThat(report.lines())
        .contains(
            "Messages: 40 ham, 20 spam, 0 without a label; 5 distinct patterns.",
            "Cross-validation in 10 folds, loss by strength of regularisation:",
            "                                 present    refitted",
            "at required_score 5.000",
            "  ham refused                          0           0",
            "rule       ham      spam   present       new",
            "RARE         2         1     2.500     2.500  too few hits, left as it is")
        .anyMatch(line -> line.startsWith("A            4        20     1.000"))
        .anyMatch(line -> line.startsWith("PASS        40         2    -0.001"))
        .filteredOn(line -> line.endsWith("  chosen"))
        .hasSize(1);
    assertThat(report.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
  }

  @Test
  void scoreFileIsACfFile() {
    Refitted refitted = refitted();
    String file = ScoreFile.write(refitted, NOON);

    assertThat(file)
        .startsWith("# Points refitted 2026-11-22T12:00:00Z to 40 ham and 20 spam messages.\n")
        .contains("required_score 5.000")
        .contains("(10 are needed):\n#   RARE ham 2, spam 1\n")
        .endsWith("\n");
    List<String> scores =
        file.lines().filter(line -> !line.startsWith("#") && !line.isEmpty()).toList();
    assertThat(scores)
        .hasSize(2)
        .allMatch(
            line ->
                line.matches(
                    "score [A-Za-z_][A-Za-z0-9_]* -?[0-9]+\\.[0-9]{3} # ham \\d+, spam \\d+, was -?\\d+\\.\\d{3}"));
    assertThat(scores.get(0)).startsWith("score A ").endsWith(" # ham 4, spam 20, was 1.000");
    assertThat(file.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
  }

  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  @Test
  void curvesAreWellFormedAndStandAlone() throws Exception {
    Refitted refitted = refitted();
    String svg = RocSvg.of(refitted);
    Element root = parsed(svg).getDocumentElement();

    assertThat(root.getTagName()).isEqualTo("svg");
    assertThat(root.getAttribute("role")).isEqualTo("img");
    assertThat(root.getAttribute("font-family")).isEqualTo("sans-serif");
    assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
    assertThat(root.getElementsByTagName("desc").item(0).getTextContent())
        .contains("present points, area", "refitted points, area");
    assertThat(root.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(texts(root))
        .contains(
            "ham refused (false positives)",
            "spam found (true positives)",
            "0 %",
            "100 %",
            "marks: at 5.000 points");
    assertThat(svg)
        .contains("prefers-color-scheme: dark")
        .doesNotContain("href", "url(", "@import");
    assertThat(RocSvg.of(refitted())).isEqualTo(svg);
  }

  private static List<String> texts(Element root) {
    NodeList texts = root.getElementsByTagName("text");
    List<String> contents = new ArrayList<>();
    for (int i = 0; i < texts.getLength(); i++) {
      contents.add(texts.item(i).getTextContent());
    }
    return contents;
  }

  @Test
  void namesCannotBreakTheDocument() throws Exception {
    Refitted refitted = refitted();
    ConfusionTable table = ConfusionTable.at(5, refitted.present());
    RocSvg.Curve curve =
        new RocSvg.Curve("<b a=\"'&\u0000\u2028", RocCurve.of(refitted.present()), table);
    Element root = parsed(RocSvg.draw("]]><x>&amp;", curve, curve)).getDocumentElement();

    assertThat(root.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("]]><x>&amp;");
    assertThat(texts(root)).anyMatch(text -> text.startsWith("<b a=\"'&??, area"));
  }

  /** However many scores there are, nobody sees more than some thousand points. */
  @Test
  void curvesOfManyScoresStaySmall() {
    ScoreCounts.Builder scores = new ScoreCounts.Builder();
    for (int i = 0; i < 50_000; i++) {
      scores.add(i / 1000.0, Optional.of(i % 3 == 0 ? Label.HAM : Label.SPAM), 1);
    }
    ScoreCounts counts = scores.build();
    RocSvg.Curve curve = new RocSvg.Curve("x", RocCurve.of(counts), ConfusionTable.at(5, counts));
    assertThat(RocSvg.draw("x", curve, curve)).hasSizeLessThan(100_000);
  }
}
