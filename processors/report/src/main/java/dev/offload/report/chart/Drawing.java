package dev.offload.report.chart;

import java.util.ArrayList;
import java.util.List;

/// A chart as shapes, in units of its own size, with zero at the top left. Whoever paints it has
/// a colour for the number of each series. Shapes are painted in the order of the lists.
///
/// @param summary what it shows, for those who can't see it
/// @param legend the names of the series; empty if there is only one
public record Drawing(
    String summary,
    int width,
    int height,
    List<Line> lines,
    List<Bar> bars,
    List<Area> areas,
    List<Curve> curves,
    List<Label> labels,
    List<String> legend) {

  /// How many colours there are.
  public static final int COLOURS = 12;

  /// A line of the grid. The one at zero is stronger.
  public record Line(double x1, double y1, double x2, double y2, boolean zero) {}

  /// A filled rectangle.
  public record Bar(double x, double y, double width, double height, int series, String hint) {}

  /// A filled shape. Others may be seen through it.
  public record Area(Outline outline, int series, double opacity, String hint) {}

  /// A line through points, with round ends.
  public record Curve(Outline outline, int series, double width) {}

  /// A text.
  public record Label(double x, double y, Anchor anchor, String text, boolean strong) {}

  /// Which point of a label is at its place.
  public enum Anchor {
    START("start"),
    MIDDLE("middle"),
    END("end");

    private final String svg;

    Anchor(String svg) {
      this.svg = svg;
    }

    /// As an SVG says it.
    public String svg() {
      return svg;
    }
  }

  /// Collects the shapes of a drawing.
  static final class Pen {
    private final List<Line> lines = new ArrayList<>();
    private final List<Bar> bars = new ArrayList<>();
    private final List<Area> areas = new ArrayList<>();
    private final List<Curve> curves = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();

    void line(double x1, double y1, double x2, double y2, boolean zero) {
      lines.add(new Line(unit(x1), unit(y1), unit(x2), unit(y2), zero));
    }

    void bar(double x, double y, double width, double height, int series, String hint) {
      bars.add(new Bar(unit(x), unit(y), unit(width), unit(height), series, hint));
    }

    void area(Outline outline, int series, double opacity, String hint) {
      areas.add(new Area(outline, series, opacity, hint));
    }

    void curve(Outline outline, int series, double width) {
      curves.add(new Curve(outline, series, width));
    }

    void label(double x, double y, Anchor anchor, String text) {
      labels.add(new Label(unit(x), unit(y), anchor, text, false));
    }

    void strongLabel(double x, double y, Anchor anchor, String text) {
      labels.add(new Label(unit(x), unit(y), anchor, text, true));
    }

    /// `names` are those of the series.
    Drawing done(String summary, int width, int height, List<String> names) {
      List<String> legend = names.size() > 1 ? names : List.of();
      return new Drawing(summary, width, height, lines, bars, areas, curves, labels, legend);
    }
  }

  /// A label that is not longer than `longest`.
  static String cut(String label, int longest) {
    return label.length() <= longest ? label : label.substring(0, longest - 1) + "…";
  }

  /// A length or position with one decimal.
  static double unit(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
