package dev.offload.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.protocol.Column;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a chart shows: a label per point, and per series a value for each, or none.
///
/// @param x the column behind the labels
record ChartData(ChartWish.Type type, Column x, List<String> labels, List<Series> series) {
  private static final int MOST_BARS = 40;
  private static final int SERIES_BY_DEFAULT = 3;

  /// @param values null where there is none
  record Series(String name, List<Double> values) {}

  /// What `wish` asks for, or, where there is none, the first column against the first numbers;
  /// nothing where no column can be drawn.
  static Optional<ChartData> of(ChartWish wish, List<Column> columns, List<List<JsonNode>> rows)
      throws UnfitReport {
    if (wish != null) {
      return Optional.of(data(wish, columns, rows));
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
            data(new ChartWish(null, columns.getFirst().name(), numbers, null), columns, rows));
  }

  private static ChartData data(ChartWish wish, List<Column> columns, List<List<JsonNode>> rows)
      throws UnfitReport {
    int x = index(wish.x(), columns);
    Column along = columns.get(x);
    ChartWish.Type type = type(wish, along);
    List<List<JsonNode>> shown =
        switch (type) {
          case BAR -> rows.subList(0, Math.min(MOST_BARS, rows.size()));
          case LINE -> rows;
        };
    List<Series> series = new ArrayList<>();
    for (String name : wish.y()) {
      int y = index(name, columns);
      if (!columns.get(y).isNumber()) {
        throw new UnfitReport(
            Reason.CHART,
            "the chart can't draw column %s: it is of type %s, no number"
                .formatted(name, columns.get(y).type()));
      }
      series.add(new Series(name, shown.stream().map(row -> number(row.get(y))).toList()));
    }
    return new ChartData(
        type, along, shown.stream().map(row -> label(row.get(x))).toList(), series);
  }

  private static ChartWish.Type type(ChartWish wish, Column along) {
    if (wish.type() != null) {
      return wish.type();
    }
    return along.isTime() ? ChartWish.Type.LINE : ChartWish.Type.BAR;
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
