package org.spfsuite.benchmarks.report;

import static org.spfsuite.benchmarks.report.Numbers.format;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Curves over two logarithmic axes, as SVG. Drawing libraries for Java measure text with the fonts
 * of the system, which servers often lack; ours leaves text to the viewer.
 *
 * @param title above the plot
 * @param horizontal what grows to the right
 * @param vertical what grows upwards, and its unit
 * @param series curves
 */
record Plot(String title, String horizontal, String vertical, List<Series> series) {

  /**
   * A curve.
   *
   * @param name for the legend
   * @param points from left to right
   */
  record Series(String name, List<Point> points) {}

  /**
   * A point; both values are positive.
   *
   * @param x to the right
   * @param y upwards
   */
  record Point(double x, double y) {}

  private static final List<String> COLOURS = List.of("#0b62a4", "#c0392b", "#2e8b57", "#7d3c98");
  private static final int WIDTH = 720;
  private static final int HEIGHT = 440;
  private static final int LEFT = 100;
  private static final int RIGHT = 30;
  private static final int TOP = 50;
  private static final int BOTTOM = 60;
  private static final int LINE = 18;

  /** Whole powers of ten around all points of one axis. */
  private record Decades(int from, int to) {

    static Decades around(List<Series> series, ToDoubleFunction<Point> axis) {
      double[] logs =
          series.stream()
              .flatMap(s -> s.points().stream())
              .mapToDouble(axis)
              .map(Math::log10)
              .sorted()
              .toArray();
      int from = (int) Math.floor(logs[0]);
      return new Decades(from, Math.max(from + 1, (int) Math.ceil(logs[logs.length - 1])));
    }

    /** 0 at the lower end, 1 at the upper one. */
    double position(double value) {
      return (Math.log10(value) - from) / (to - from);
    }
  }

  /**
   * The plot as a document.
   *
   * @throws IllegalStateException if there is no point
   */
  String svg() {
    if (series.stream().allMatch(s -> s.points().isEmpty())) {
      throw new IllegalStateException("nothing to plot: " + title);
    }
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new Drawing(xml).draw();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  /** The plot on its way into a document. */
  private final class Drawing {
    private final XMLStreamWriter xml;
    private final Decades across = Decades.around(series, Point::x);
    private final Decades up = Decades.around(series, Point::y);

    Drawing(XMLStreamWriter xml) {
      this.xml = xml;
    }

    void draw() throws XMLStreamException {
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("svg");
      xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
      attributes(
          Map.of(
              "width",
              WIDTH,
              "height",
              HEIGHT,
              "viewBox",
              "0 0 " + WIDTH + " " + HEIGHT,
              "font-family",
              "sans-serif",
              "font-size",
              13));
      empty("rect", Map.of("width", WIDTH, "height", HEIGHT, "fill", "white"));
      text(WIDTH / 2.0, TOP / 2.0, "middle", title);
      grid();
      text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - LINE, "middle", horizontal);
      text(LEFT, TOP - LINE / 2.0, "start", vertical);
      for (int i = 0; i < series.size(); i++) {
        curve(series.get(i), COLOURS.get(i % COLOURS.size()));
        legend(i, series.get(i).name(), COLOURS.get(i % COLOURS.size()));
      }
      xml.writeEndElement();
      xml.writeEndDocument();
    }

    private double x(double value) {
      return LEFT + across.position(value) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
      return HEIGHT - BOTTOM - up.position(value) * (HEIGHT - TOP - BOTTOM);
    }

    private void grid() throws XMLStreamException {
      for (int decade = across.from(); decade <= across.to(); decade++) {
        double x = x(Math.pow(10, decade));
        line(x, TOP, x, HEIGHT - BOTTOM);
        text(x, HEIGHT - BOTTOM + LINE, "middle", label(decade));
      }
      for (int decade = up.from(); decade <= up.to(); decade++) {
        double y = y(Math.pow(10, decade));
        line(LEFT, y, WIDTH - RIGHT, y);
        text(LEFT - LINE / 2.0, y + LINE / 4.0, "end", label(decade));
      }
    }

    private void curve(Series curve, String colour) throws XMLStreamException {
      String points =
          curve.points().stream()
              .map(p -> format("%.1f,%.1f", x(p.x()), y(p.y())))
              .collect(Collectors.joining(" "));
      empty(
          "polyline",
          Map.of("points", points, "fill", "none", "stroke", colour, "stroke-width", 2));
      for (Point point : curve.points()) {
        empty(
            "circle",
            Map.of("cx", pixels(x(point.x())), "cy", pixels(y(point.y())), "r", 4, "fill", colour));
      }
    }

    private void legend(int index, String name, String colour) throws XMLStreamException {
      double y = TOP + LINE * (index + 1.0);
      double x = LEFT + LINE;
      empty(
          "circle", Map.of("cx", pixels(x), "cy", pixels(y - LINE / 4.0), "r", 4, "fill", colour));
      text(x + LINE / 2.0, y, "start", name);
    }

    private void line(double x1, double y1, double x2, double y2) throws XMLStreamException {
      empty(
          "line",
          Map.of(
              "x1",
              pixels(x1),
              "y1",
              pixels(y1),
              "x2",
              pixels(x2),
              "y2",
              pixels(y2),
              "stroke",
              "#cccccc"));
    }

    private void text(double x, double y, String anchor, String content) throws XMLStreamException {
      xml.writeStartElement("text");
      attributes(Map.of("x", pixels(x), "y", pixels(y), "text-anchor", anchor));
      xml.writeCharacters(content);
      xml.writeEndElement();
      xml.writeCharacters("\n");
    }

    private void empty(String element, Map<String, Object> attributes) throws XMLStreamException {
      xml.writeEmptyElement(element);
      attributes(attributes);
      xml.writeCharacters("\n");
    }

    /** In alphabetical order, so that the same figures make the same file. */
    private void attributes(Map<String, Object> values) throws XMLStreamException {
      for (String name : values.keySet().stream().sorted().toList()) {
        xml.writeAttribute(name, String.valueOf(values.get(name)));
      }
    }

    private static String pixels(double value) {
      return format("%.1f", value);
    }

    private static String label(int decade) {
      return format("%,.0f", Math.pow(10, decade));
    }
  }
}
