package dev.offload.report.ask;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// What is calculated for each group. Exactly one member besides `as` names a column.
///
/// @param count `*` counts rows, a column its values
/// @param as the name of the answer's column; null for one such as `sum of pieces`
public record Measure(
    String sum,
    String average,
    String min,
    String max,
    String count,
    String countDistinct,
    String as) {
  private static final String ALL = "*";

  public Measure {
    Map<String, String> columns = columns(sum, average, min, max, count, countDistinct);
    Ask.require(
        columns.size() == 1,
        "ask.measures: each has exactly one of sum, average, min, max, count and countDistinct");
    columns.forEach((function, column) -> Ask.requireName("ask.measures." + function, column));
    if (as != null) {
      Ask.requireName("ask.measures.as", as);
    }
  }

  /// The name of the answer's column.
  String name() {
    if (as != null) {
      return as;
    }
    Map.Entry<String, String> one = one();
    if (ALL.equals(count)) {
      return "rows";
    }
    String words = one.getKey().equals("countDistinct") ? "different" : one.getKey() + " of";
    return "%s %s".formatted(words, one.getValue());
  }

  String sql() {
    Map.Entry<String, String> one = one();
    String column = Ask.quoted(one.getValue());
    String call =
        switch (one.getKey()) {
          case "sum" -> "sum(%s)".formatted(column);
          case "average" -> "avg(%s)".formatted(column);
          case "min" -> "min(%s)".formatted(column);
          case "max" -> "max(%s)".formatted(column);
          case "countDistinct" -> "count(DISTINCT %s)".formatted(column);
          default -> ALL.equals(count) ? "count(*)" : "count(%s)".formatted(column);
        };
    return "%s AS %s".formatted(call, Ask.quoted(name()));
  }

  private Map.Entry<String, String> one() {
    return columns(sum, average, min, max, count, countDistinct).entrySet().iterator().next();
  }

  private static Map<String, String> columns(
      String sum, String average, String min, String max, String count, String countDistinct) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("sum", sum);
    columns.put("average", average);
    columns.put("min", min);
    columns.put("max", max);
    columns.put("count", count);
    columns.put("countDistinct", countDistinct);
    columns.values().removeIf(Objects::isNull);
    return columns;
  }
}
