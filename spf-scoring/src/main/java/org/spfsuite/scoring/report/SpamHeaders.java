package org.spfsuite.scoring.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.spfsuite.core.header.HeaderField;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.scoring.policy.HeaderTemplate;
import org.spfsuite.scoring.policy.HeaderTemplate.When;
import org.spfsuite.scoring.relay.Hop;
import org.spfsuite.scoring.rule.Hit;
import org.spfsuite.scoring.score.ScoreReport;

/**
 * The header fields that a policy wants in messages, as SpamAssassin writes them. Tags: {@code
 * _YESNO_ _YESNOCAPS_ _SCORE_ _HITS_ _REQD_ _TESTS(,)_ _TESTSSCORES(,)_ _STARS(*)_ _REPORT_
 * _SUMMARY_ _VERSION_ _HOSTNAME_ _LASTEXTERNALIP_ _LASTEXTERNALHELO_ _SENDERDOMAIN_}; others stay
 * as they are. Fields are printable ASCII, folded within 78 columns where there are blanks.
 */
public final class SpamHeaders {

  private static final String PREFIX = "X-Spam-";
  private static final String VERSION = "SPF-Suite";
  private static final int MAX_LINE = 78;
  private static final int MAX_STARS = 50;
  private static final int MAX_VALUE = 8_192;
  private static final int MAX_NAME = 255;
  private static final String CUT = "...";

  private final ScoreReport report;
  private final String host;

  private SpamHeaders(ScoreReport report, String host) {
    this.report = report;
    this.host = host;
  }

  /**
   * The fields for a message.
   *
   * @param templates of the policy
   * @param host name of the filtering host
   */
  public static List<HeaderField> of(
      ScoreReport report, List<HeaderTemplate> templates, String host) {
    SpamHeaders headers = new SpamHeaders(report, host);
    When wanted = report.isSpam() ? When.SPAM : When.HAM;
    return templates.stream()
        .filter(template -> template.when() == wanted)
        .map(template -> headers.field(template.name(), template.text()))
        .toList();
  }

  /** Whether a field's name is one of those that only a filter may write. */
  public static boolean isOurs(String name) {
    return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  private HeaderField field(String name, String template) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int at = template.indexOf('_'); at >= 0; at = template.indexOf('_', from)) {
      text.append(template, from, at);
      int end = tagEnd(template, at);
      text.append(end < 0 ? "_" : tag(template.substring(at + 1, end - 1)));
      from = end < 0 ? at + 1 : end;
    }
    text.append(template.substring(from));
    return new HeaderField(PREFIX + name, folded((PREFIX + name).length() + 2, text.toString()));
  }

  /** Behind the tag that begins here; negative if none does. */
  private static int tagEnd(String template, int at) {
    int end = at + 1;
    while (end < template.length() && Character.isLetterOrDigit(template.charAt(end))) {
      end++;
    }
    if (template.startsWith("(", end)) {
      int close = template.indexOf(")_", end);
      return close < 0 ? -1 : close + 2;
    }
    return template.startsWith("_", end) ? end + 1 : -1;
  }

  private String tag(String tag) {
    int open = tag.indexOf('(');
    boolean hasArgument = open > 0 && tag.endsWith(")");
    String name = hasArgument ? tag.substring(0, open) : tag;
    String argument = hasArgument ? tag.substring(open + 1, tag.length() - 1) : "";
    return switch (name) {
      case "YESNO" -> report.isSpam() ? "Yes" : "No";
      case "YESNOCAPS" -> report.isSpam() ? "YES" : "NO";
      case "SCORE", "HITS" -> score(report);
      case "REQD" -> decimal(report.required());
      case "TESTS" -> names(hasArgument ? argument : ",", Hit::rule);
      case "TESTSSCORES" ->
          names(
              hasArgument ? argument : ",",
              hit -> hit.rule() + "=" + ScoreText.points(hit.points()));
      case "STARS" -> stars(argument.isEmpty() ? "*" : argument);
      case "REPORT", "SUMMARY" -> ScoreText.table(report) + ScoreText.explanation(report.facts());
      case "VERSION" -> VERSION;
      case "HOSTNAME" -> SafeText.printable(host, MAX_NAME);
      case "LASTEXTERNALIP" -> judged(hop -> hop.client().toString());
      case "LASTEXTERNALHELO" -> judged(Hop::helo);
      case "SENDERDOMAIN" -> SafeText.printable(report.facts().sender().domain(), MAX_NAME);
      default -> "_" + tag + "_";
    };
  }

  private String judged(Function<Hop, String> part) {
    return SafeText.printable(report.facts().path().judged().map(part).orElse(""), MAX_NAME);
  }

  /** Below the required score the rounded one must look so, too. */
  static String score(ScoreReport report) {
    String rounded = decimal(report.score());
    boolean misleads = !report.isSpam() && Double.parseDouble(rounded) >= report.required();
    return misleads ? decimal(report.required() - 0.1) : rounded;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private String names(String separator, Function<Hit, String> text) {
    String names =
        report.hits().stream()
            .sorted(Comparator.comparing(Hit::rule))
            .map(text)
            .collect(Collectors.joining(separator));
    return names.isEmpty() ? "none" : names;
  }

  private String stars(String star) {
    return star.repeat((int) Math.max(0, Math.min(MAX_STARS, Math.floor(report.score()))));
  }

  /**
   * Lines of the text become folds, but for blank ones (RFC 5322 section 4.2); long ones fold at
   * blanks and behind commas.
   */
  private static String folded(int column, String text) {
    List<String> lines = new ArrayList<>();
    int used = column;
    String tidy = text.replace('\t', ' ').strip();
    boolean cut = tidy.length() > MAX_VALUE;
    String kept = cut ? tidy.substring(0, MAX_VALUE - CUT.length()) + CUT : tidy;
    for (String line : kept.split("\n", -1)) {
      if (!line.isBlank()) {
        lines.add(wrapped(used, SafeText.printable(line, MAX_VALUE)));
        used = 1;
      }
    }
    return String.join("\r\n\t", lines);
  }

  private static String wrapped(int column, String line) {
    StringBuilder out = new StringBuilder();
    int used = column;
    for (String word : words(line)) {
      boolean breaks = used + word.stripTrailing().length() > MAX_LINE && !out.isEmpty();
      if (breaks) {
        trimEnd(out);
        out.append("\r\n\t");
        used = 1;
      }
      out.append(breaks ? word.stripLeading() : word);
      used += word.length();
    }
    trimEnd(out);
    return out.toString();
  }

  private static void trimEnd(StringBuilder out) {
    while (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
      out.setLength(out.length() - 1);
    }
  }

  /** Pieces that end behind a blank or a comma. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == ' ' || line.charAt(i) == ',') {
        words.add(line.substring(start, i + 1));
        start = i + 1;
      }
    }
    words.add(line.substring(start));
    return words;
  }
}
