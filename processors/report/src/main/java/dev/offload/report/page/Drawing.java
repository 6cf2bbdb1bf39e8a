package dev.offload.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A chart as shapes, in units of its own size. Each series has a number, and the page's style
/// has a colour for each number.
///
/// @param legend the names of the series; empty if there is only one
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

    /// `names` are those of the series.
    Drawing done(String summary, int width, int height, List<String> names) {
      List<String> legend = names.size() > 1 ? names : List.of();
      return new Drawing(summary, width, height, lines, bars, curves, labels, legend);
    }
  }

  /// A label that is not longer than `longest`.
  static String cut(String label, int longest) {
    return label.length() <= longest ? label : label.substring(0, longest - 1) + "…";
  }

  /// A length or position with one decimal.
  static String unit(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
