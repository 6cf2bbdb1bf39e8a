package dev.offload.report.chart;

import dev.offload.report.chart.ChartData.Series;
import dev.offload.report.chart.Drawing.Anchor;
import dev.offload.report.protocol.ChartSpec;
import java.awt.geom.Path2D;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/// A chart of lines from left to right, perhaps with the areas beneath them. If `x` has dates or
/// numbers, they are the positions of the points. Otherwise the points are evenly spaced, in the
/// order of the rows.
final class LineChart {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 400;
  private static final int TOP = 12;
  private static final int BOTTOM = HEIGHT - 34;
  private static final int RIGHT = WIDTH - 46;
  private static final int STEPS = 5;
  private static final int CHARACTER = 7;
  private static final int MOST_NAMES = 8;
  private static final int LONGEST_NAME = 16;
  private static final double THICKNESS = 2.5;
  private static final double SEEN_THROUGH = 0.25;

  private final ChartData data;
  private final Scale scale;
  private final double left;
  private final double[] places;

  private LineChart(ChartData data) {
    this.data = data;
    this.scale = data.scale(STEPS);
    int longest = scale.ticks().stream().mapToInt(t -> scale.label(t).length()).max().orElse(0);
    this.left = 24.0 + CHARACTER * longest;
    this.places = places(data);
  }

  static Drawing draw(ChartData data) {
    return new LineChart(data).draw();
  }

  private Drawing draw() {
    Drawing.Pen pen = new Drawing.Pen();
    for (double tick : scale.ticks()) {
      pen.line(left, y(tick), RIGHT, y(tick), tick == 0);
      pen.label(left - 10, y(tick) + 4, Anchor.END, scale.label(tick));
    }
    int points = data.labels().size();
    int every = Math.max(1, Math.ceilDiv(points, MOST_NAMES));
    for (int i = 0; i < points; i += every) {
      pen.label(
          x(i), BOTTOM + 22.0, Anchor.MIDDLE, Drawing.cut(data.labels().get(i), LONGEST_NAME));
    }
    for (int s = 0; s < data.series().size(); s++) {
      Series series = data.series().get(s);
      if (data.type() == ChartSpec.Type.AREA) {
        pen.area(area(series), s, SEEN_THROUGH, "");
      }
      pen.curve(line(series), s, THICKNESS);
    }
    return pen.done(
        "Lines of %s along %s".formatted(String.join(", ", data.names()), data.x().name()),
        WIDTH,
        HEIGHT,
        data.names());
  }

  /// It has a gap where a value is missing.
  private Outline line(Series series) {
    Path2D line = new Path2D.Double();
    for (int i = 0; i < places.length; i++) {
      if (isMissing(series, i)) {
        continue;
      }
      double y = y(series.values().get(i));
      if (!isMissing(series, i - 1)) {
        line.lineTo(x(i), y);
      } else {
        line.moveTo(x(i), y);
        if (isMissing(series, i + 1)) {
          line.lineTo(x(i), y); // a dot
        }
      }
    }
    return Outline.of(line);
  }

  /// What is between the line and zero. It has a gap where the line has one.
  private Outline area(Series series) {
    Path2D area = new Path2D.Double();
    for (int i = 0; i < places.length; i++) {
      if (isMissing(series, i)) {
        continue;
      }
      if (isMissing(series, i - 1)) {
        area.moveTo(x(i), y(0));
      }
      area.lineTo(x(i), y(series.values().get(i)));
      if (isMissing(series, i + 1)) {
        area.lineTo(x(i), y(0));
        area.closePath();
      }
    }
    return Outline.of(area);
  }

  private static boolean isMissing(Series series, int point) {
    return point < 0 || point >= series.values().size() || series.values().get(point) == null;
  }

  private double x(int point) {
    return left + places[point] * (RIGHT - left);
  }

  private double y(double value) {
    return BOTTOM - scale.place(value) * (BOTTOM - TOP);
  }

  /// The position of each point, from 0 to 1.
  private static double[] places(ChartData data) {
    double[] along = new double[data.labels().size()];
    for (int i = 0; i < along.length; i++) {
      along[i] = along(data, i);
      if (Double.isNaN(along[i])) {
        return evenly(along.length);
      }
    }
    double low = Arrays.stream(along).min().orElse(0);
    double high = Arrays.stream(along).max().orElse(0);
    if (low == high) {
      return evenly(along.length);
    }
    for (int i = 0; i < along.length; i++) {
      along[i] = (along[i] / 2 - low / 2) / (high / 2 - low / 2);
    }
    return along;
  }

  /// The position that the label stands for: a number, or seconds. NaN if it has none.
  static double along(ChartData data, int point) {
    String label = data.labels().get(point);
    try {
      if (data.x().isNumber()) {
        return Double.parseDouble(label);
      }
      if (data.x().isTime()) {
        return label.contains(" ")
            ? LocalDateTime.parse(label.replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC)
            : LocalDate.parse(label).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
      }
    } catch (DateTimeException | NumberFormatException _) {
      // The value is missing or infinite.
    }
    return Double.NaN;
  }

  private static double[] evenly(int points) {
    double[] places = new double[points];
    for (int i = 0; i < points; i++) {
      places[i] = points == 1 ? 0.5 : i / (points - 1.0);
    }
    return places;
  }
}
