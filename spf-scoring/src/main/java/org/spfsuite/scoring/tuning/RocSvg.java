package org.spfsuite.scoring.tuning;

import java.util.List;
import java.util.Locale;
import org.spfsuite.core.text.SafeText;

/**
 * ROC curves as an SVG document: readable on light and dark ground, with a title and a description
 * for those who do not see it, and told apart by dashes and marks as well as by colour. It needs no
 * other file.
 */
public final class RocSvg {

  private static final int WIDTH = 560;
  private static final int HEIGHT = 540;
  private static final int LEFT = 80;
  private static final int TOP = 50;
  private static final int SIDE = 420;
  private static final int LINE = 20;
  private static final int TICKS = 5;
  private static final int MARK = 5;
  private static final int MAX_TEXT = 500;
  private static final double LEGEND_DEPTH = 0.78;
  private static final double LEGEND_INDENT = 0.36;

  /** Points nearer than this to the one before, in pixels, nobody would see. */
  private static final double NEAR = 0.25;

  private static final String STYLE =
      """
      <style>
      .roc .ground { fill: #ffffff }
      .roc text { fill: #222222 }
      .roc .grid { stroke: #d8d8d8 }
      .roc .chance { stroke: #8a8a8a; stroke-dasharray: 2 4 }
      .roc .curve { fill: none; stroke-width: 2.5 }
      .roc .present { stroke: #b45309; stroke-dasharray: 7 4 }
      .roc .refitted { stroke: #0b62a4 }
      .roc .mark { stroke-dasharray: none; stroke-width: 2.5; fill: #ffffff }
      @media (prefers-color-scheme: dark) {
      .roc .ground { fill: #16181c }
      .roc text { fill: #e6e6e6 }
      .roc .grid { stroke: #3a3d44 }
      .roc .chance { stroke: #8f939b }
      .roc .present { stroke: #f2a65a }
      .roc .refitted { stroke: #6db3f2 }
      .roc .mark { fill: #16181c }
      }
      </style>
      """;

  private final StringBuilder out = new StringBuilder();

  private RocSvg() {}

  /**
   * A curve to draw.
   *
   * @param name for the legend; made printable and cut if it is very long
   * @param roc its points
   * @param atThreshold the place to mark; needs ham and spam
   */
  public record Curve(String name, RocCurve roc, ConfusionTable atThreshold) {

    private String legend() {
      return name + String.format(Locale.ROOT, ", area %.3f", roc.area());
    }

    private String words() {
      return String.format(
          Locale.ROOT,
          "%s; from %.3f points on, %.1f %% of the spam is found and %.2f %% of the ham refused.",
          legend(),
          atThreshold.threshold(),
          100 * atThreshold.truePositiveRate(),
          100 * atThreshold.falsePositiveRate());
    }
  }

  /**
   * The curves of a refit: present points, and refitted ones on messages they were not fitted to.
   */
  public static String of(Refitted refitted) {
    return draw(
        "Spam found for ham refused",
        curve("present points", refitted.present(), refitted),
        curve("refitted points", refitted.outOfFold(), refitted));
  }

  private static Curve curve(String name, ScoreCounts scores, Refitted refitted) {
    return new Curve(
        name, RocCurve.of(scores), ConfusionTable.at(refitted.options().required(), scores));
  }

  /**
   * Two curves as a document.
   *
   * @param title above them; made printable and cut if it is very long
   */
  public static String draw(String title, Curve present, Curve refitted) {
    RocSvg svg = new RocSvg();
    svg.open(title, List.of(present.words(), refitted.words()));
    svg.axes(title);
    svg.curve("present", present, 0);
    svg.curve("refitted", refitted, 1);
    svg.legend(2, "marks: at " + Points.text(refitted.atThreshold().threshold()) + " points");
    svg.out.append("</svg>\n");
    return svg.out.toString();
  }

  private void open(String title, List<String> words) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %1$d %2$d\""
            + " font-family=\"sans-serif\" font-size=\"14\" class=\"roc\" role=\"img\""
            + " aria-labelledby=\"roc-title roc-desc\">%n",
        WIDTH, HEIGHT);
    add("<title id=\"roc-title\">%s</title>%n", escaped(title));
    add("<desc id=\"roc-desc\">%s</desc>%n", escaped(String.join(" ", words)));
    out.append(STYLE);
    add("<rect class=\"ground\" width=\"%d\" height=\"%d\"/>%n", WIDTH, HEIGHT);
  }

  private void axes(String title) {
    for (int tick = 0; tick <= TICKS; tick++) {
      double share = (double) tick / TICKS;
      line("grid", share, 0, share, 1);
      line("grid", 0, share, 1, share);
      String percent = 100 * tick / TICKS + " %";
      text(x(share), y(0) + LINE, "middle", percent);
      text(x(0) - LINE / 2.0, y(share) + LINE / 4.0, "end", percent);
    }
    line("chance", 0, 0, 1, 1);
    text(x(0.5), TOP - LINE, "middle", title);
    text(x(0.5), y(0) + 2.5 * LINE, "middle", "ham refused (false positives)");
    double middle = y(0.5);
    add(
        "<text transform=\"translate(%.1f %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
        (double) LINE, middle, "spam found (true positives)");
  }

  private void curve(String style, Curve curve, int place) {
    add("<polyline class=\"curve %s\" points=\"%s\"/>%n", style, path(curve.roc().points()));
    ConfusionTable at = curve.atThreshold();
    mark(style, x(at.falsePositiveRate()), y(at.truePositiveRate()));
    double middle = legend(place, curve.legend()) - LINE / 4.0;
    double left = x(LEGEND_INDENT);
    add("<path class=\"curve %s\" d=\"M%.1f %.1fh%d\"/>%n", style, left, middle, 2 * LINE);
    mark(style, left + LINE, middle);
  }

  /** Writes a line of the legend, and tells where. */
  private double legend(int place, String content) {
    double y = TOP + LEGEND_DEPTH * SIDE + 1.25 * LINE * place;
    text(x(LEGEND_INDENT) + 2.5 * LINE, y, "start", content);
    return y;
  }

  private static String path(List<RocCurve.Point> points) {
    StringBuilder path = new StringBuilder();
    double lastX = Double.NEGATIVE_INFINITY;
    double lastY = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < points.size(); i++) {
      double x = x(points.get(i).falsePositiveRate());
      double y = y(points.get(i).truePositiveRate());
      if (i == points.size() - 1 || Math.hypot(x - lastX, y - lastY) >= NEAR) {
        path.append(String.format(Locale.ROOT, "%s%.1f,%.1f", i == 0 ? "" : " ", x, y));
        lastX = x;
        lastY = y;
      }
    }
    return path.toString();
  }

  /** A square for the present points, a circle for the others. */
  private void mark(String style, double x, double y) {
    if (style.equals("present")) {
      add(
          "<rect class=\"mark present\" x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%4$d\"/>%n",
          x - MARK, y - MARK, 2 * MARK, 2 * MARK);
    } else {
      add("<circle class=\"mark %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%d\"/>%n", style, x, y, MARK);
    }
  }

  private void line(String style, double x1, double y1, double x2, double y2) {
    add(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
        style, x(x1), y(y1), x(x2), y(y2));
  }

  private void text(double x, double y, String anchor, String content) {
    add(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
        x, y, anchor, escaped(content));
  }

  private void add(String format, Object... values) {
    // The line end of the platform is none of the document's business.
    out.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
  }

  private static double x(double share) {
    return LEFT + share * SIDE;
  }

  private static double y(double share) {
    return TOP + (1 - share) * SIDE;
  }

  private static String escaped(String text) {
    return SafeText.printable(text, MAX_TEXT)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
