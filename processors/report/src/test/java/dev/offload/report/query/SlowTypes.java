package dev.offload.report.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Finds the types of columns in a slow and simple way, and compares the values of DuckDB with
/// the text of the file.
final class SlowTypes {
  /// Java also takes a point that no digit follows.
  private static final String MOMENT = "[0-9]{4}-.{5}[ T](?!.*\\.(?![0-9])).*";

  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
  private static final Pattern NUMBER =
      Pattern.compile("-?((0|[1-9][0-9]*)(\\.[0-9]+)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  private static final BigInteger HUGE = BigInteger.TWO.pow(127);

  private SlowTypes() {}

  /// The type of a CSV column with these values. None of them is null or blank.
  static String ofText(Collection<String> values) {
    if (values.isEmpty()) {
      return "VARCHAR";
    }
    if (values.stream().allMatch(SlowTypes::isNumber)) {
      return ofNumbers(values);
    }
    if (values.stream()
        .allMatch(Pattern.compile("true|True|TRUE|false|False|FALSE").asMatchPredicate())) {
      return "BOOLEAN";
    }
    return ofTimes(values);
  }

  static String ofTimes(Collection<String> values) {
    Predicate<String> day = reads("[0-9]{4}-.{5}", LocalDate::parse);
    Predicate<String> moment = reads(MOMENT, SlowTypes::moment);
    if (values.stream().allMatch(day)) {
      return "DATE";
    }
    if (values.stream().allMatch(day.or(moment))) {
      return "TIMESTAMP";
    }
    if (values.stream().allMatch(reads(MOMENT, SlowTypes::zoned))) {
      return "TIMESTAMP WITH TIME ZONE";
    }
    return values.stream().allMatch(reads("..:..:..(\\.[0-9]{1,6})?", LocalTime::parse))
        ? "TIME"
        : "VARCHAR";
  }

  static String ofNumbers(Collection<String> values) {
    List<BigDecimal> numbers = values.stream().map(BigDecimal::new).toList();
    if (values.stream().allMatch(WHOLE.asMatchPredicate())) {
      boolean fits = numbers.stream().allMatch(n -> n.toBigInteger().bitLength() <= 63);
      boolean huge =
          numbers.stream()
              .map(BigDecimal::toBigInteger)
              .allMatch(n -> n.compareTo(HUGE) < 0 && n.compareTo(HUGE.negate()) >= 0);
      return fits ? "BIGINT" : huge ? "HUGEINT" : "VARCHAR";
    }
    if (numbers.stream()
        .allMatch(n -> new BigDecimal(Double.toString(n.doubleValue())).compareTo(n) == 0)) {
      return "DOUBLE";
    }
    return "exact";
  }

  /// Whether the value that DuckDB holds in a column of this type is what was written.
  static boolean isSame(String type, String written, String held) {
    if (written == null) {
      return held == null;
    }
    if (type.equals("VARCHAR")) {
      return written.equals(held);
    }
    String text = written.strip();
    if (text.isEmpty() || held == null) {
      return text.isEmpty() && held == null;
    }
    return switch (type) {
      case "BOOLEAN" -> text.equalsIgnoreCase(held);
      case "DOUBLE" -> Double.parseDouble(text) == Double.parseDouble(held);
      case "DATE" -> text.equals(held);
      case "TIMESTAMP" -> moment(text).equals(moment(held));
      case "TIMESTAMP WITH TIME ZONE" -> zoned(text).isEqual(zoned(held));
      case "TIME" -> LocalTime.parse(text).equals(LocalTime.parse(held));
      default -> new BigDecimal(text).compareTo(new BigDecimal(held)) == 0;
    };
  }

  static boolean isNumber(String text) {
    try {
      return NUMBER.matcher(text).matches()
          && !Double.isInfinite(new BigDecimal(text).doubleValue());
    } catch (NumberFormatException _) {
      return false; // an exponent that is no int
    }
  }

  private static LocalDateTime moment(String text) {
    String iso = text.replace(' ', 'T');
    return iso.length() == 10
        ? LocalDate.parse(iso).atStartOfDay()
        : micros(LocalDateTime.parse(iso));
  }

  private static OffsetDateTime zoned(String text) {
    String iso = text.replace(' ', 'T').replaceFirst("([+-][0-9]{2})$", "$1:00");
    OffsetDateTime time = OffsetDateTime.parse(iso);
    micros(time.toLocalDateTime());
    return time;
  }

  private static LocalDateTime micros(LocalDateTime time) {
    if (!time.truncatedTo(ChronoUnit.MICROS).equals(time)) {
      throw new DateTimeException("finer than a microsecond");
    }
    return time;
  }

  private static Predicate<String> reads(String shape, Function<String, ?> parser) {
    Predicate<String> looks = Pattern.compile(shape).asMatchPredicate();
    return text -> {
      if (!looks.test(text)) {
        return false;
      }
      try {
        return parser.apply(text) != null;
      } catch (DateTimeException _) {
        return false;
      }
    };
  }
}
