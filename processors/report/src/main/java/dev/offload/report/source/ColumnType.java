package dev.offload.report.source;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The DuckDB type of a source's column.
public sealed interface ColumnType {
  /// The type in SQL.
  String sql();

  /// Whether it is a structure or a list.
  default boolean isNested() {
    return switch (this) {
      case Plain _, Decimal _ -> false;
      case Struct _, ListOf _ -> true;
    };
  }

  /// A type without parameters.
  enum Plain implements ColumnType {
    VARCHAR,
    BOOLEAN,
    INTEGER,
    BIGINT,
    HUGEINT,
    DOUBLE,
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    /// Text that is JSON.
    JSON;

    @Override
    public String sql() {
      return name();
    }
  }

  /// An exact number.
  record Decimal(int precision, int scale) implements ColumnType {
    @Override
    public String sql() {
      return "DECIMAL(" + precision + ',' + scale + ')';
    }
  }

  /// An object with known members.
  record Struct(Map<String, ColumnType> members) implements ColumnType {
    public Struct {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    @Override
    public String sql() {
      return members.entrySet().stream()
          .map(each -> quoted(each.getKey()) + ' ' + within(each.getValue()))
          .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }
  }

  /// A list whose elements all have the same type.
  record ListOf(ColumnType element) implements ColumnType {
    @Override
    public String sql() {
      return within(element) + "[]";
    }
  }

  /// The type that a client names.
  static ColumnType said(String text) {
    Matcher decimal = Pattern.compile("DECIMAL\\((\\d+),(\\d+)\\)").matcher(text);
    return decimal.matches()
        ? new Decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)))
        : Plain.valueOf(text);
  }

  /// JSON within a structure is text, because DuckDB would rewrite its numbers.
  private static String within(ColumnType type) {
    return type == Plain.JSON ? Plain.VARCHAR.sql() : type.sql();
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
