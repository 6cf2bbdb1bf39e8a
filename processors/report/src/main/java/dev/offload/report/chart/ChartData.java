package dev.offload.report.chart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.protocol.ChartSpec;
import dev.offload.report.protocol.Column;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a chart shows: a label for each point, and for each series a value at each point,
/// which may be missing.
///
/// @param x the column behind the labels
record ChartData(ChartSpec.Type type, Column x, List<String> labels, List<Series> series) {
  private static final int MOST_BARS = 40;
  private static final int SERIES_BY_DEFAULT = 3;

  /// @param values null for a missing value
  record Series(String name, List<Double> values) {}

  /// An axis for all of its values, with about `steps` steps.
  Scale scale(int steps) {
    return Scale.around(
        series.stream().flatMap(one -> one.values().stream()).filter(Objects::nonNull).toList(),
        steps);
  }

  List<String> names() {
    return series.stream().map(Series::name).toList();
  }

  /// The chart that `spec` asks for. Without one, it draws the first columns of numbers over
  /// the first column. Empty if there is nothing to draw.
  static Optional<ChartData> of(ChartSpec spec, List<Column> columns, List<List<JsonNode>> rows)
      throws UnfitReport {
    if (spec != null) {
      return Optional.of(data(spec, columns, rows));
    }
    List<String> numbers =
        columns.stream()
            .skip(1)
            .filter(Column::isNumber)
            .map(Column::name)
            .limit(SERIES_BY_DEFAULT)
            .toList();
    return numbers.isEmpty() || rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            data(new ChartSpec(null, columns.getFirst().name(), numbers, null), columns, rows));
  }

  private static ChartData data(ChartSpec spec, List<Column> columns, List<List<JsonNode>> rows)
      throws UnfitReport {
    int x = index(spec.x(), columns);
    Column along = columns.get(x);
    ChartSpec.Type type = type(spec, along);
    List<List<JsonNode>> shown =
        switch (type) {
          case BAR -> rows.subList(0, Math.min(MOST_BARS, rows.size()));
          case LINE, AREA, PIE, SCATTER -> rows;
        };
    List<Series> series = new ArrayList<>();
    for (String name : spec.y()) {
      int y = index(name, columns);
      if (!columns.get(y).isNumber()) {
        throw new UnfitReport(
            Reason.CHART,
            "the chart can't draw column %s: its type %s is not a number"
                .formatted(name, columns.get(y).type()));
      }
      series.add(new Series(name, shown.stream().map(row -> number(row.get(y))).toList()));
    }
    return new ChartData(
        type, along, shown.stream().map(row -> label(row.get(x))).toList(), series);
  }

  private static ChartSpec.Type type(ChartSpec spec, Column along) {
    if (spec.type() != null) {
      return spec.type();
    }
    return along.isTime() ? ChartSpec.Type.LINE : ChartSpec.Type.BAR;
  }

  private static int index(String name, List<Column> columns) throws UnfitReport {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    throw new UnfitReport(
        Reason.CHART,
        "the chart names column %s, but the answer has only %s"
            .formatted(name, columns.stream().map(Column::name).toList()));
  }

  private static String label(JsonNode cell) {
    if (!cell.isFloatingPointNumber()) {
      return cell.asText();
    }
    BigDecimal value = cell.decimalValue().stripTrailingZeros();
    boolean isShort = Math.abs(value.scale()) <= 20;
    return isShort ? value.toPlainString() : value.toString();
  }

  private static Double number(JsonNode cell) {
    return cell.isNumber() ? cell.asDouble() : null;
  }
}
