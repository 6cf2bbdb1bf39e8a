package dev.offload.report.chart;

import dev.offload.report.chart.ChartData.Series;
import dev.offload.report.chart.Drawing.Anchor;
import dev.offload.report.shown.Numbers;

/// A chart of horizontal bars: one line per category, with its name before the bars and the
/// values at their ends.
final class BarChart {
  private static final int WIDTH = 960;
  private static final int BAR = 18;
  private static final int GAP = 10;
  private static final int TOP = 8;
  private static final int AXIS = 28;
  private static final int VALUE_ROOM = 90;
  private static final int STEPS = 6;
  private static final int CHARACTER = 7;
  private static final int LONGEST_NAME = 34;

  private final ChartData data;
  private final Scale scale;
  private final double left;

  private BarChart(ChartData data) {
    this.data = data;
    this.scale = data.scale(STEPS);
    int longest = data.labels().stream().mapToInt(String::length).max().orElse(0);
    this.left = 20.0 + CHARACTER * Math.min(LONGEST_NAME, longest);
  }

  static Drawing draw(ChartData data) {
    return new BarChart(data).draw();
  }

  private Drawing draw() {
    Drawing.Pen pen = new Drawing.Pen();
    int category = data.series().size() * BAR + GAP;
    int bottom = TOP + data.labels().size() * category;
    for (double tick : scale.ticks()) {
      pen.line(x(tick), TOP, x(tick), bottom, tick == 0);
      pen.label(x(tick), bottom + AXIS - 10, Anchor.MIDDLE, scale.label(tick));
    }
    for (int i = 0; i < data.labels().size(); i++) {
      double top = TOP + i * category + GAP / 2.0;
      double middle = top + data.series().size() * BAR / 2.0 + 4;
      pen.strongLabel(
          left - 10, middle, Anchor.END, Drawing.cut(data.labels().get(i), LONGEST_NAME));
      for (int s = 0; s < data.series().size(); s++) {
        bar(pen, i, s, top + s * BAR);
      }
    }
    return pen.done(
        "Bars of %s by %s".formatted(String.join(", ", data.names()), data.x().name()),
        WIDTH,
        bottom + AXIS,
        data.names());
  }

  private void bar(Drawing.Pen pen, int category, int number, double top) {
    Series series = data.series().get(number);
    Double value = series.values().get(category);
    if (value == null) {
      return;
    }
    double from = Math.min(x(0), x(value));
    double to = Math.max(x(0), x(value));
    String text = Numbers.readable(value);
    String hint = "%s, %s: %s".formatted(data.labels().get(category), series.name(), text);
    pen.bar(from, top + 1, to - from, BAR - 2.0, number, hint);
    pen.label(to + 6, top + BAR / 2.0 + 4, Anchor.START, text);
  }

  private double x(double value) {
    return left + scale.place(value) * (WIDTH - VALUE_ROOM - left);
  }
}
