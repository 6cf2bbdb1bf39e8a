package dev.offload.report.chart;

import dev.offload.report.chart.Drawing.Anchor;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import dev.offload.report.shown.Numbers;
import java.awt.geom.Arc2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A chart of slices of a whole, from the top clockwise, with their names and parts beside it.
/// The values that follow the first ones are one slice together.
final class PieChart {
  private static final int WIDTH = 960;
  private static final int RADIUS = 150;
  private static final int MIDDLE = RADIUS + 10;
  private static final int MOST_SLICES = Drawing.COLOURS - 1;
  private static final int NAMES_AT = 2 * MIDDLE + 60;
  private static final int LINE = 26;
  private static final int SQUARE = 13;
  private static final int LONGEST_NAME = 50;
  private static final double ROUND = 360;
  private static final double TOP = 90;

  private final ChartData data;
  private final List<Slice> slices = new ArrayList<>();
  private double largest;

  private PieChart(ChartData data) {
    this.data = data;
  }

  private record Slice(String name, double value) {}

  static Drawing draw(ChartData data) throws UnfitReport {
    PieChart pie = new PieChart(data);
    pie.slice();
    return pie.draw();
  }

  private void slice() throws UnfitReport {
    ChartData.Series series = data.series().getFirst();
    double others = 0;
    int otherValues = 0;
    for (int i = 0; i < series.values().size(); i++) {
      Double value = series.values().get(i);
      if (value == null || value == 0) {
        continue;
      }
      if (value < 0) {
        throw new UnfitReport(
            Reason.CHART,
            "a pie has no negative values, but column %s has %s"
                .formatted(series.name(), Numbers.readable(value)));
      }
      if (slices.size() < MOST_SLICES) {
        slices.add(new Slice(data.labels().get(i), value));
      } else {
        others += value;
        otherValues++;
      }
    }
    if (otherValues > 0) {
      slices.add(new Slice("%s others".formatted(Numbers.grouped(otherValues)), others));
    }
    largest = slices.stream().mapToDouble(Slice::value).max().orElse(1);
  }

  private Drawing draw() {
    Drawing.Pen pen = new Drawing.Pen();
    // Divided by the largest value, since their sum may be too large for a double.
    double whole = slices.stream().mapToDouble(slice -> slice.value / largest).sum();
    double from = TOP;
    int height = Math.max(2 * MIDDLE, slices.size() * LINE + 2 * 10);
    double top = (height - slices.size() * LINE) / 2.0;
    for (int i = 0; i < slices.size(); i++) {
      Slice slice = slices.get(i);
      double part = slice.value / largest / whole;
      double extent = -ROUND * part;
      String percent = String.format(Locale.ROOT, "%.1f %%", 100 * part);
      String hint = "%s: %s, %s".formatted(slice.name, Numbers.readable(slice.value), percent);
      Arc2D arc =
          new Arc2D.Double(
              10, height / 2.0 - RADIUS, 2 * RADIUS, 2 * RADIUS, from, extent, Arc2D.PIE);
      pen.area(Outline.of(arc), i, 1, hint);
      double line = top + i * LINE;
      pen.bar(NAMES_AT, line + (LINE - SQUARE) / 2.0, SQUARE, SQUARE, i, hint);
      double base = line + LINE / 2.0 + 5;
      pen.strongLabel(NAMES_AT + 24, base, Anchor.START, Drawing.cut(slice.name, LONGEST_NAME));
      pen.label(WIDTH - 90, base, Anchor.END, Numbers.readable(slice.value));
      pen.label(WIDTH - 10, base, Anchor.END, percent);
      from += extent;
    }
    return pen.done(
        "Parts of %s by %s".formatted(data.series().getFirst().name(), data.x().name()),
        WIDTH,
        height,
        List.of());
  }
}
