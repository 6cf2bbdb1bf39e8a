package dev.offload.report.chart;

import dev.offload.report.chart.ChartData.Series;
import dev.offload.report.chart.Drawing.Anchor;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import java.awt.geom.Path2D;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Objects;

/// A chart of dots: one for each row and series, at the row's place along numbers or dates. The
/// axes need not begin at zero.
final class ScatterChart {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 400;
  private static final int TOP = 12;
  private static final int BOTTOM = HEIGHT - 34;
  private static final int RIGHT = WIDTH - 46;
  private static final int STEPS = 5;
  private static final int CHARACTER = 7;
  private static final double DOT = 7;

  /// In seconds. Dates are placed by days.
  private static final long DAY = ChronoUnit.DAYS.getDuration().toSeconds();

  private final ChartData data;
  private final double[] along;
  private final Scale across;
  private final Scale up;
  private final double left;

  private ScatterChart(ChartData data) {
    this.data = data;
    this.along = new double[data.labels().size()];
    double unit = data.x().isTime() ? DAY : 1;
    Arrays.setAll(along, i -> LineChart.along(data, i) / unit);
    this.across = Scale.over(Arrays.stream(along).filter(Double::isFinite).boxed().toList(), STEPS);
    this.up =
        Scale.over(
            data.series().stream()
                .flatMap(one -> one.values().stream())
                .filter(Objects::nonNull)
                .toList(),
            STEPS);
    int longest = up.ticks().stream().mapToInt(t -> up.label(t).length()).max().orElse(0);
    this.left = 24.0 + CHARACTER * longest;
  }

  static Drawing draw(ChartData data) throws UnfitReport {
    if (!data.x().isNumber() && !data.x().isTime()) {
      throw new UnfitReport(
          Reason.CHART,
          "a scatter chart has numbers or dates along x, but column %s is of type %s"
              .formatted(data.x().name(), data.x().type()));
    }
    return new ScatterChart(data).draw();
  }

  private Drawing draw() {
    Drawing.Pen pen = new Drawing.Pen();
    for (double tick : up.ticks()) {
      pen.line(left, y(tick), RIGHT, y(tick), tick == 0);
      pen.label(left - 10, y(tick) + 4, Anchor.END, up.label(tick));
    }
    for (double tick : across.ticks()) {
      pen.line(x(tick), TOP, x(tick), BOTTOM, false);
      pen.label(x(tick), BOTTOM + 22.0, Anchor.MIDDLE, label(tick));
    }
    for (int s = 0; s < data.series().size(); s++) {
      pen.curve(dots(data.series().get(s)), s, DOT);
    }
    return pen.done(
        "Dots of %s along %s".formatted(String.join(", ", data.names()), data.x().name()),
        WIDTH,
        HEIGHT,
        data.names());
  }

  /// Lines without length, whose round ends are dots.
  private Outline dots(Series series) {
    Path2D dots = new Path2D.Double();
    for (int i = 0; i < along.length; i++) {
      Double value = series.values().get(i);
      if (value != null && Double.isFinite(along[i])) {
        dots.moveTo(x(along[i]), y(value));
        dots.lineTo(x(along[i]), y(value));
      }
    }
    return Outline.of(dots);
  }

  private String label(double tick) {
    if (!data.x().isTime()) {
      return across.label(tick);
    }
    LocalDateTime time = LocalDateTime.ofEpochSecond(Math.round(tick * DAY), 0, ZoneOffset.UTC);
    return across.step() >= 1 ? time.toLocalDate().toString() : time.toString().replace('T', ' ');
  }

  private double x(double value) {
    return left + across.place(value) * (RIGHT - left);
  }

  private double y(double value) {
    return BOTTOM - up.place(value) * (BOTTOM - TOP);
  }
}
