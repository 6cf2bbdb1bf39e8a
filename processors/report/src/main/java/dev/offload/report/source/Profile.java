package dev.offload.report.source;

import dev.offload.report.protocol.DatePattern;
import dev.offload.report.source.ColumnType.Decimal;
import dev.offload.report.source.ColumnType.Plain;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What all values of a column look like, and so the narrowest type that keeps each of them as
/// it is written.
///
/// A number may be a DOUBLE if its shortest decimal is the same number. If one is not, the
/// column is a DECIMAL, or text if that has too few digits.
final class Profile {
  private static final int MOST_DIGITS = 38;
  private static final int DIGITS_OF_ANY_DOUBLE = 15;
  private static final int LONGEST_NUMBER = 400;
  private static final long FIRST_YEAR = 1900;
  private static final long LAST_YEAR = 2100;

  /// What a value looks like. A column may have several looks.
  private enum Look {
    TRUTH,
    WHOLE,
    HUGE,
    HUGER,
    FRACTION,
    DAY,
    MOMENT,
    ZONED,
    CLOCK,
    TEXT
  }

  private static final Set<Look> WHOLES = EnumSet.of(Look.WHOLE, Look.HUGE);
  private static final Set<Look> NUMBERS =
      EnumSet.of(Look.WHOLE, Look.HUGE, Look.HUGER, Look.FRACTION);
  private static final Set<Look> MOMENTS = EnumSet.of(Look.DAY, Look.MOMENT);

  private final char point;
  private final DatePattern dates;
  private final Set<Look> looks = EnumSet.noneOf(Look.class);
  private int digitsBefore;
  private int digitsAfter;
  private boolean unfitForDouble;
  private boolean years;
  private boolean otherThanYears;
  private boolean otherThanDates;

  /// @param point the character between a number's whole part and its decimals
  /// @param dates how dates are written; null for ISO 8601
  Profile(char point, DatePattern dates) {
    this.point = point;
    this.dates = dates;
  }

  static Profile ofJson(DatePattern dates) {
    return new Profile('.', dates);
  }

  /// Adds a value that may be anything. A blank value fits every type: it is text if others
  /// are, and missing otherwise.
  void add(String value) {
    if (has(Look.TEXT)) {
      return;
    }
    String text = value.strip();
    if (text.isEmpty()) {
      return;
    }
    if (number(text)) {
      // This is for dates such as 31012026, if the client's format is like that. In the same
      // column, 01022026 looks like a date and not like a number.
      otherThanDates |= dates == null || (!otherThanDates && dates.parse(text).isEmpty());
    } else if (truth(text)) {
      otherThanDates = true;
    } else {
      addTime(text);
    }
  }

  /// Adds a value that is a text or a date.
  void addTime(String text) {
    if (!has(Look.TEXT)) {
      see(dates == null ? iso(text) : dated(text));
    }
  }

  /// Adds a number of JSON.
  void addNumber(String text) {
    otherThanDates = true;
    if (!has(Look.TEXT) && !number(text)) {
      see(Look.TEXT);
    }
  }

  void addTruth() {
    otherThanDates = true;
    see(Look.TRUTH);
  }

  boolean isEmpty() {
    return looks.isEmpty();
  }

  boolean isText() {
    return has(Look.TEXT);
  }

  /// Whether the values of both are numbers, dates, times, or booleans. A column without
  /// values is like any other.
  boolean isLike(Profile other) {
    Set<Look> all = EnumSet.noneOf(Look.class);
    all.addAll(looks);
    all.addAll(other.looks);
    return other.isEmpty()
        || NUMBERS.containsAll(all)
        || MOMENTS.containsAll(all)
        || (areSaidDates() && other.areSaidDates())
        || (all.size() == 1 && !has(Look.TEXT));
  }

  /// Whether all of its values may be years or dates that name columns.
  boolean looksLikeLabels() {
    boolean allYears = only(Look.WHOLE) && years && !otherThanYears;
    return allYears || only(Look.DAY) || type() == Plain.DATE;
  }

  ColumnType type() {
    if (looks.isEmpty() || has(Look.TEXT)) {
      return Plain.VARCHAR;
    }
    if (areSaidDates()) {
      return dates.hasTime() ? Plain.TIMESTAMP : Plain.DATE;
    }
    if (NUMBERS.containsAll(looks)) {
      return number();
    }
    if (MOMENTS.containsAll(looks)) {
      return has(Look.MOMENT) ? Plain.TIMESTAMP : Plain.DATE;
    }
    if (only(Look.TRUTH)) {
      return Plain.BOOLEAN;
    }
    if (only(Look.ZONED)) {
      return Plain.TIMESTAMPTZ;
    }
    return only(Look.CLOCK) ? Plain.TIME : Plain.VARCHAR;
  }

  /// Whether all values are dates in the client's format, also those that look like numbers.
  private boolean areSaidDates() {
    return dates != null && !otherThanDates && !looks.isEmpty() && !has(Look.TEXT);
  }

  private ColumnType number() {
    if (WHOLES.containsAll(looks)) {
      return has(Look.HUGE) ? Plain.HUGEINT : Plain.BIGINT;
    }
    if (!has(Look.FRACTION)) {
      return Plain.VARCHAR;
    }
    if (!unfitForDouble) {
      return Plain.DOUBLE;
    }
    int digits = Math.max(1, digitsBefore) + digitsAfter;
    return digits <= MOST_DIGITS ? new Decimal(digits, digitsAfter) : Plain.VARCHAR;
  }

  private void see(Look look) {
    looks.add(look);
  }

  private boolean has(Look look) {
    return looks.contains(look);
  }

  private boolean only(Look look) {
    return looks.size() == 1 && has(look);
  }

  private boolean truth(String text) {
    boolean truth =
        switch (text) {
          case "true", "True", "TRUE", "false", "False", "FALSE" -> true;
          default -> false;
        };
    if (truth) {
      see(Look.TRUTH);
    }
    return truth;
  }

  private static Look iso(String text) {
    return switch (Times.parse(text)) {
      case null -> Look.TEXT;
      case Times.Day _ -> Look.DAY;
      case Times.Moment _ -> Look.MOMENT;
      case Times.Zoned _ -> Look.ZONED;
      case Times.Clock _ -> Look.CLOCK;
    };
  }

  private Look dated(String text) {
    Optional<LocalDateTime> said = dates.parse(text);
    if (said.isEmpty()) {
      return Look.TEXT;
    }
    return dates.hasTime() ? Look.MOMENT : Look.DAY;
  }

  /// Whether it is a number as in JSON, or one that begins with its point. So it has no
  /// leading zeros, no plus sign and no groups.
  private boolean number(String text) {
    NumberShape shape = NumberShape.of(text, point);
    if (shape == null || text.length() > LONGEST_NUMBER) {
      return false;
    }
    if (shape.isWhole()) {
      whole(text, shape.before());
      return true;
    }
    if (!shape.exponent() && shape.before() + shape.after() <= DIGITS_OF_ANY_DOUBLE) {
      fraction(shape.before(), shape.after());
      return true;
    }
    return longFraction(text.replace(point, '.'));
  }

  private void whole(String text, int digits) {
    digitsBefore = Math.max(digitsBefore, digits);
    if (digits < DIGITS_OF_ANY_DOUBLE) {
      see(Look.WHOLE);
      label(text, digits);
      return;
    }
    otherThanYears = true;
    BigInteger value = new BigInteger(text);
    see(
        value.bitLength() < Long.SIZE
            ? Look.WHOLE
            : value.bitLength() < 2 * Long.SIZE ? Look.HUGE : Look.HUGER);
    unfitForDouble |= !isADouble(new BigDecimal(value));
  }

  private void label(String text, int digits) {
    if (otherThanYears) {
      return;
    }
    if (digits == 4 && text.charAt(0) != '-') {
      int value = Integer.parseInt(text);
      if (value >= FIRST_YEAR && value <= LAST_YEAR) {
        years = true;
        return;
      }
    }
    otherThanYears = true;
  }

  private void fraction(int before, int after) {
    see(Look.FRACTION);
    otherThanYears = true;
    digitsBefore = Math.max(digitsBefore, before);
    digitsAfter = Math.max(digitsAfter, after);
  }

  private boolean longFraction(String text) {
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException _) {
      return false; // the exponent has ten digits
    }
    if (Double.isInfinite(value.doubleValue())) {
      return false;
    }
    unfitForDouble |= !isADouble(value);
    BigDecimal plain = value.stripTrailingZeros();
    fraction(
        Math.clamp((long) plain.precision() - plain.scale(), 0, LONGEST_NUMBER),
        Math.clamp(plain.scale(), 0, LONGEST_NUMBER));
    return true;
  }

  private static boolean isADouble(BigDecimal value) {
    double nearest = value.doubleValue();
    return Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(value) == 0;
  }
}
