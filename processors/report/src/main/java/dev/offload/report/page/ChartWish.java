package dev.offload.report.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// The chart that a sender wants on the page.
///
/// @param type absent: a line where `x` holds times, bars elsewhere
/// @param x the column that names the bars, or runs along the line
/// @param y the columns that are drawn, numbers all
/// @param title absent: none
public record ChartWish(Type type, String x, List<String> y, String title) {
  public static final int MAX_SERIES = 6;
  public static final int MAX_TITLE = 200;

  /// What is drawn.
  public enum Type {
    @JsonProperty("bar")
    BAR,
    @JsonProperty("line")
    LINE
  }

  public ChartWish {
    y = y == null ? List.of() : List.copyOf(y);
    if (x == null || y.isEmpty() || y.size() > MAX_SERIES) {
      throw new IllegalArgumentException("a chart has an x and 1 to %d y".formatted(MAX_SERIES));
    }
    if (title != null && title.length() > MAX_TITLE) {
      throw new IllegalArgumentException(
          "chart.title has more than %d characters".formatted(MAX_TITLE));
    }
  }
}
