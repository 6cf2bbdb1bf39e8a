package dev.offload.report.source;

import dev.offload.report.protocol.DatePattern;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/// Parses dates and times of day in ISO 8601, also with a blank in place of the `T`. A time
/// that is finer than microseconds is refused, because DuckDB would cut it.
public final class Times {
  public static final long MICROS = 1_000_000;
  public static final long MICROS_PER_DAY = 86_400 * MICROS;

  private static final int DAY_LENGTH = 10;

  private Times() {}

  /// The date or time that a text is.
  public sealed interface Time {}

  public record Day(int epochDay) implements Time {}

  /// @param micros microseconds since the epoch, without a zone
  public record Moment(long micros) implements Time {}

  /// @param micros microseconds since the epoch, in UTC
  public record Zoned(long micros) implements Time {}

  /// @param micros microseconds since midnight
  public record Clock(long micros) implements Time {}

  /// The date or time that the text is, or null if it is neither.
  public static Time parse(String text) {
    int length = text.length();
    if (length < 8 || length > 40) {
      return null;
    }
    if (text.charAt(2) == ':') {
      Scan scan = new Scan(text, 0);
      long micros = scan.clock(true);
      return micros >= 0 && scan.at == length ? new Clock(micros) : null;
    }
    if (length < DAY_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return null;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 2);
    int day = digits(text, 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1) {
      return null;
    }
    if (day > YearMonth.of(year, month).lengthOfMonth()) {
      return null;
    }
    int epochDay = (int) LocalDate.of(year, month, day).toEpochDay();
    return length == DAY_LENGTH ? new Day(epochDay) : moment(text, epochDay);
  }

  /// The date that `text` is, or null if it is not written like `dates`.
  public static Time parse(String text, DatePattern dates) {
    LocalDateTime said = dates.parse(text).orElse(null);
    if (said == null) {
      return null;
    }
    return dates.hasTime()
        ? new Moment(ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), said))
        : new Day((int) said.toLocalDate().toEpochDay());
  }

  private static Time moment(String text, int epochDay) {
    if (text.charAt(DAY_LENGTH) != 'T' && text.charAt(DAY_LENGTH) != ' ') {
      return null;
    }
    Scan scan = new Scan(text, DAY_LENGTH + 1);
    long clock = scan.clock(false);
    if (clock < 0) {
      return null;
    }
    long micros = epochDay * MICROS_PER_DAY + clock;
    if (scan.at == text.length()) {
      return new Moment(micros);
    }
    int offset = scan.offset();
    return offset == Scan.NONE || scan.at < text.length()
        ? null
        : new Zoned(micros - offset * 60L * MICROS);
  }

  private static int digits(String text, int from, int count) {
    if (from + count > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /// A position in a text that moves on.
  private static final class Scan {
    static final int NONE = Integer.MIN_VALUE;

    private final String text;
    private int at;

    Scan(String text, int at) {
      this.text = text;
      this.at = at;
    }

    /// Microseconds since midnight of `HH:mm`, `HH:mm:ss` or `HH:mm:ss.f`, or -1.
    long clock(boolean withSeconds) {
      int hour = digits(text, at, 2);
      int minute = has(2, ':') ? digits(text, at + 3, 2) : -1;
      if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
        return -1;
      }
      at += 5;
      long seconds = hour * 3_600L + minute * 60L;
      if (!has(0, ':')) {
        return withSeconds ? -1 : seconds * MICROS;
      }
      int second = digits(text, at + 1, 2);
      if (second < 0 || second > 59) {
        return -1;
      }
      at += 3;
      return fraction(seconds + second);
    }

    private long fraction(long seconds) {
      if (!has(0, '.')) {
        return seconds * MICROS;
      }
      int from = ++at;
      long micros = 0;
      long unit = MICROS / 10;
      while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
        int digit = text.charAt(at) - '0';
        if (digit > 9 || (unit == 0 && digit > 0)) {
          return -1;
        }
        micros += digit * unit;
        unit /= 10;
        at++;
      }
      return at == from ? -1 : seconds * MICROS + micros;
    }

    /// Minutes of `Z`, `+HH`, `+HHmm` or `+HH:mm`.
    int offset() {
      if (has(0, 'Z')) {
        at++;
        return 0;
      }
      if (!has(0, '+') && !has(0, '-')) {
        return NONE;
      }
      int sign = has(0, '-') ? -1 : 1;
      int hours = digits(text, at + 1, 2);
      at += 3;
      if (hours < 0 || hours > 15) {
        return NONE;
      }
      if (at == text.length()) {
        return sign * hours * 60;
      }
      at += has(0, ':') ? 1 : 0;
      int minutes = digits(text, at, 2);
      at += 2;
      return minutes < 0 || minutes > 59 ? NONE : sign * (hours * 60 + minutes);
    }

    private boolean has(int ahead, char wanted) {
      return at + ahead < text.length() && text.charAt(at + ahead) == wanted;
    }
  }
}
