package dev.offload.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A chart as shapes, in units of its own size. Each series has a number, and the page's style a
/// colour for it.
///
/// @param legend the names of the series; empty where one needs no name
record Drawing(
    String summary,
    int width,
    int height,
    List<Line> lines,
    List<Bar> bars,
    List<Curve> curves,
    List<Label> labels,
    List<String> legend) {

  /// A line of the grid.
  record Line(String x1, String y1, String x2, String y2, String style) {}

  record Bar(String x, String y, String width, String height, int series, String hint) {}

  /// A line through points, as the `d` of an SVG path.
  record Curve(String path, int series) {}

  /// @param anchor `start`, `middle` or `end`
  record Label(String x, String y, String anchor, String text, String style) {}

  /// Collects the shapes of a drawing.
  static final class Pen {
    private final List<Line> lines = new ArrayList<>();
    private final List<Bar> bars = new ArrayList<>();
    private final List<Curve> curves = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();

    void line(double x1, double y1, double x2, double y2, String style) {
      lines.add(new Line(unit(x1), unit(y1), unit(x2), unit(y2), style));
    }

    void bar(double x, double y, double width, double height, int series, String hint) {
      bars.add(new Bar(unit(x), unit(y), unit(width), unit(height), series, hint));
    }

    void curve(String path, int series) {
      curves.add(new Curve(path, series));
    }

    void label(double x, double y, String anchor, String text, String style) {
      labels.add(new Label(unit(x), unit(y), anchor, text, style));
    }

    Drawing done(String summary, int width, int height, List<String> legend) {
      return new Drawing(summary, width, height, lines, bars, curves, labels, legend);
    }
  }

  /// A length or place, to a tenth.
  static String unit(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
