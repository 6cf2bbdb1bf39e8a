package dev.offload.report.query;

import dev.offload.report.protocol.Column;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.regex.Pattern;

/// A column of the answer, and how its values are read: numbers as numbers, everything else as
/// DuckDB writes it.
record AnswerColumn(Column column, Kind kind) {

  private static final Pattern NESTED =
      Pattern.compile("JSON|STRUCT\\(.*|MAP\\(.*|UNION\\(.*|.*\\[[0-9]*]", Pattern.DOTALL);

  /// What DuckDB writes to JSON as a DOUBLE: whole numbers that are too large for 64 bits, and
  /// decimals. Up to 15 digits that does no harm.
  private static final Pattern ROUNDED =
      Pattern.compile("HUGEINT|BIGNUM|DECIMAL\\((1[6-9]|[23][0-9]),");

  /// A BIGNUM may have millions of digits. From here on it is written as text.
  private static final int LONGEST_EXACT = 50;

  /// How values of a DuckDB type are read.
  enum Kind {
    WHOLE,
    EXACT,
    FRACTION,
    /// A floating-point number of 32 bits.
    SMALL_FRACTION,
    TRUTH,
    DAY,
    MOMENT,
    TEXT,
    /// A list, a structure or JSON, which is read as JSON.
    JSON
  }

  static AnswerColumn of(String name, String type) {
    Column column = new Column(name, type);
    return new AnswerColumn(column, kind(column));
  }

  /// Whether the values are texts. A number or a date is not a text, even if only a text can
  /// represent it, such as infinity.
  boolean isText() {
    return kind == Kind.TEXT && !column.type().equals("TIMESTAMP WITH TIME ZONE");
  }

  /// The same column with lists and structures as JSON, if that keeps their values.
  AnswerColumn withJson() {
    String type = column.type();
    boolean kept = NESTED.matcher(type).matches() && !ROUNDED.matcher(type).find();
    return kept ? new AnswerColumn(column, Kind.JSON) : this;
  }

  /// The column in a SELECT over the answer.
  String expression() {
    String name = Sql.name(column.name());
    return switch (kind) {
      case WHOLE, FRACTION, SMALL_FRACTION, TRUTH -> name;
      case EXACT, DAY, MOMENT, TEXT -> "CAST(%s AS VARCHAR)".formatted(name);
      case JSON ->
          "CAST(%s AS VARCHAR)"
              .formatted(column.type().equals("JSON") ? name : "to_json(%s)".formatted(name));
    };
  }

  /// The value in the current row.
  Cell read(ResultSet rows, int index) throws SQLException {
    Cell cell =
        switch (kind) {
          case WHOLE -> new Cell.Whole(rows.getLong(index));
          case FRACTION -> fraction(rows.getDouble(index));
          case SMALL_FRACTION -> fraction(shortest(rows.getFloat(index)));
          case TRUTH -> new Cell.Truth(rows.getBoolean(index));
          case EXACT, DAY, MOMENT, TEXT, JSON -> written(rows.getString(index));
        };
    return rows.wasNull() ? new Cell.Empty() : cell;
  }

  private Cell written(String text) {
    if (text == null) {
      return new Cell.Empty();
    }
    try {
      return switch (kind) {
        case EXACT ->
            text.length() <= LONGEST_EXACT
                ? new Cell.Exact(new BigDecimal(text))
                : new Cell.Text(text);
        case DAY -> new Cell.Day(LocalDate.parse(text), text);
        case MOMENT -> new Cell.Moment(LocalDateTime.parse(text.replace(' ', 'T')), text);
        case JSON -> new Cell.Json(text);
        case WHOLE, FRACTION, SMALL_FRACTION, TRUTH, TEXT -> new Cell.Text(text);
      };
    } catch (DateTimeException _) {
      return new Cell.Text(text); // infinity, or a year that java.time does not read
    }
  }

  private static Cell fraction(double value) {
    return Double.isFinite(value)
        ? new Cell.Fraction(value)
        : new Cell.Text(Double.toString(value));
  }

  /// The double that is written like `value`: 0.1 and not 0.10000000149011612.
  private static double shortest(float value) {
    return Float.isFinite(value) ? Double.parseDouble(Float.toString(value)) : value;
  }

  private static Kind kind(Column column) {
    return switch (column.type()) {
      case "HUGEINT", "UHUGEINT", "UBIGINT", "BIGNUM" -> Kind.EXACT;
      case "FLOAT" -> Kind.SMALL_FRACTION;
      case "DOUBLE" -> Kind.FRACTION;
      case "BOOLEAN" -> Kind.TRUTH;
      case "DATE" -> Kind.DAY;
      default -> {
        if (column.isDecimal()) {
          yield Kind.EXACT;
        }
        yield column.isNumber() ? Kind.WHOLE : column.isTime() ? Kind.MOMENT : Kind.TEXT;
      }
    };
  }
}
