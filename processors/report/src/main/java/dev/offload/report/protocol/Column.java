package dev.offload.report.protocol;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Set;

/// A column of the answer.
///
/// @param type the name that DuckDB has for it, for example `BIGINT` or `DECIMAL(18,2)`
public record Column(String name, String type) {
  private static final Set<String> NUMBERS =
      Set.of(
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "UHUGEINT",
          "FLOAT",
          "DOUBLE");
  private static final Set<String> TIMES =
      Set.of("DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS");

  @JsonIgnore
  public boolean isNumber() {
    return NUMBERS.contains(type) || isDecimal();
  }

  @JsonIgnore
  public boolean isDecimal() {
    return type.startsWith("DECIMAL(") && type.endsWith(")");
  }

  /// Whether its numbers are binary fractions, of which the last digits are by chance.
  @JsonIgnore
  public boolean isInexact() {
    return type.equals("FLOAT") || type.equals("DOUBLE");
  }

  /// Whether it has dates, with or without a time of day, and without a time zone.
  @JsonIgnore
  public boolean isTime() {
    return TIMES.contains(type);
  }
}
