package dev.offload.report.query;

import dev.offload.report.protocol.DatePattern;
import dev.offload.report.protocol.ReadingOptions;
import dev.offload.report.source.ColumnType;
import dev.offload.report.source.ColumnType.Decimal;
import dev.offload.report.source.ColumnType.ListOf;
import dev.offload.report.source.ColumnType.Plain;
import dev.offload.report.source.ColumnType.Struct;
import dev.offload.report.source.Times;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.duckdb.DuckDBAppender;

/// Parses a text into a value of a column's type. A value that would have to be rounded or cut
/// does not fit.
@FunctionalInterface
interface ValueParser {
  int LONGEST_NUMBER = 400;
  int DIGITS_OF_ANY_DOUBLE = 15;

  /// Enough digits to distinguish all doubles.
  int DIGITS_THAT_TELL_DOUBLES = 17;
  int HUGEINT_BITS = 127;

  /// Appends the value. Returns false if it does not fit, and then nothing is appended.
  boolean append(String text, DuckDBAppender to) throws SQLException;

  static ValueParser of(ColumnType type, ReadingOptions reading) {
    char point = reading.point();
    ValueParser parser =
        switch (type) {
          case Plain plain -> of(plain, point, reading);
          case Decimal(int precision, int scale) ->
              (text, to) -> decimal(number(text, point), precision, scale, to);
          case Struct _, ListOf _ -> ValueParser::text;
        };
    return (text, to) -> {
      try {
        return parser.append(text, to);
      } catch (NumberFormatException _) {
        return false;
      }
    };
  }

  private static ValueParser of(Plain type, char point, ReadingOptions reading) {
    DatePattern dates = reading.dates();
    return switch (type) {
      case VARCHAR, JSON -> ValueParser::text;
      case BOOLEAN -> ValueParser::truth;
      case INTEGER -> (text, to) -> integer(text.strip(), to);
      case BIGINT -> (text, to) -> bigint(text.strip(), to);
      case HUGEINT -> (text, to) -> hugeint(text.strip(), to);
      case DOUBLE -> (text, to) -> fraction(number(text, point), to);
      case DATE -> (text, to) -> day(time(text, dates), to);
      case TIME -> (text, to) -> clock(Times.parse(text.strip()), to);
      case TIMESTAMP -> (text, to) -> moment(time(text, dates), to);
      case TIMESTAMPTZ -> (text, to) -> zoned(time(text, dates), to);
    };
  }

  private static boolean text(String text, DuckDBAppender to) throws SQLException {
    to.append(text);
    return true;
  }

  private static boolean truth(String text, DuckDBAppender to) throws SQLException {
    switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> to.append(true);
      case "false" -> to.append(false);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean integer(String text, DuckDBAppender to) throws SQLException {
    to.append(Integer.parseInt(text));
    return true;
  }

  private static boolean bigint(String text, DuckDBAppender to) throws SQLException {
    to.append(Long.parseLong(text));
    return true;
  }

  private static boolean hugeint(String text, DuckDBAppender to) throws SQLException {
    if (text.length() > LONGEST_NUMBER) {
      return false;
    }
    BigInteger value = new BigInteger(text);
    if (value.bitLength() > HUGEINT_BITS) {
      return false;
    }
    to.append(value);
    return true;
  }

  private static boolean fraction(String text, DuckDBAppender to) throws SQLException {
    switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> to.append(Double.NaN);
      case "inf", "infinity" -> to.append(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> to.append(Double.NEGATIVE_INFINITY);
      default -> {
        return finite(text, to);
      }
    }
    return true;
  }

  private static boolean finite(String text, DuckDBAppender to) throws SQLException {
    if (text.isEmpty() || "0123456789.".indexOf(text.charAt(text.length() - 1)) < 0) {
      return false; // Java would accept 1d and 0x1p3
    }
    if (text.indexOf('x') >= 0 || text.indexOf('X') >= 0) {
      return false;
    }
    double value = Double.parseDouble(text);
    if (!isKept(text, value)) {
      return false;
    }
    to.append(value);
    return true;
  }

  /// Whether the double is the number that is written, or has it as its shortest decimal, or as the
  /// decimal of 17 digits that C's `%.17g` writes. Any decimal of 15 digits does.
  private static boolean isKept(String text, double value) {
    if (text.length() <= DIGITS_OF_ANY_DOUBLE && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
      return true;
    }
    if (Double.isInfinite(value) || text.length() > LONGEST_NUMBER) {
      return false;
    }
    BigDecimal written = new BigDecimal(text);
    return BigDecimal.valueOf(value).compareTo(written) == 0
        || new BigDecimal(value).compareTo(written) == 0
        || isRounded(written, value);
  }

  private static boolean isRounded(BigDecimal written, double value) {
    int digits = written.precision();
    return digits >= DIGITS_THAT_TELL_DOUBLES
        && new BigDecimal(value)
                .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                .compareTo(written)
            == 0;
  }

  private static boolean decimal(String text, int precision, int scale, DuckDBAppender to)
      throws SQLException {
    if (text.length() > LONGEST_NUMBER) {
      return false;
    }
    BigDecimal value = new BigDecimal(text).stripTrailingZeros();
    boolean tooLarge = (long) value.precision() - value.scale() > precision - scale;
    if (value.scale() > scale || (tooLarge && value.signum() != 0)) {
      return false;
    }
    to.append(value.setScale(scale));
    return true;
  }

  private static boolean day(Times.Time time, DuckDBAppender to) throws SQLException {
    if (time instanceof Times.Day(int epochDay)) {
      to.appendEpochDays(epochDay);
      return true;
    }
    return false;
  }

  private static boolean clock(Times.Time time, DuckDBAppender to) throws SQLException {
    if (time instanceof Times.Clock(long micros)) {
      to.append(LocalTime.ofNanoOfDay(micros * 1_000));
      return true;
    }
    return false;
  }

  private static boolean moment(Times.Time time, DuckDBAppender to) throws SQLException {
    switch (time) {
      case Times.Moment(long micros) -> to.appendEpochMicros(micros);
      case Times.Day(int day) -> to.appendEpochMicros(day * Times.MICROS_PER_DAY);
      case null, default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean zoned(Times.Time time, DuckDBAppender to) throws SQLException {
    if (time instanceof Times.Zoned(long micros)) {
      to.append(Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
      return true;
    }
    return false;
  }

  private static String number(String text, char point) {
    String plain = text.strip();
    if (point == '.') {
      return plain;
    }
    return plain.indexOf('.') >= 0 ? "" : plain.replace(point, '.');
  }

  private static Times.Time time(String text, DatePattern dates) {
    return dates == null ? Times.parse(text.strip()) : Times.parse(text.strip(), dates);
  }
}
