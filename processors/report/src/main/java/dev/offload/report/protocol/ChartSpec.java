package dev.offload.report.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// The chart that a client wants in HTML and PDF.
///
/// @param type if absent, a line chart if `x` has dates, otherwise bars
/// @param x the column with the bars' names or the positions along the line
/// @param y the columns to draw, all of them numbers; only one in a pie
/// @param title may be absent
public record ChartSpec(Type type, String x, List<String> y, String title) {
  public static final int MAX_SERIES = 6;
  public static final int MAX_TITLE = 200;

  /// What is drawn.
  public enum Type {
    @JsonProperty("bar")
    BAR,
    @JsonProperty("line")
    LINE,
    @JsonProperty("area")
    AREA,
    @JsonProperty("pie")
    PIE,
    @JsonProperty("scatter")
    SCATTER
  }

  public ChartSpec {
    y = y == null ? List.of() : List.copyOf(y);
    if (x == null || y.isEmpty() || y.size() > MAX_SERIES) {
      throw new IllegalArgumentException("a chart has an x and 1 to %d y".formatted(MAX_SERIES));
    }
    if (type == Type.PIE && y.size() > 1) {
      throw new IllegalArgumentException("chart: a pie has one y, here are %d".formatted(y.size()));
    }
    if (title != null && title.length() > MAX_TITLE) {
      throw new IllegalArgumentException(
          "chart.title has more than %d characters".formatted(MAX_TITLE));
    }
  }
}
