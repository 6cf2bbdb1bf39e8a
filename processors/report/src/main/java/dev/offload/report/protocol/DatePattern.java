package dev.offload.report.protocol;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a client writes dates, perhaps with a time of day, for example `dd.MM.yyyy HH:mm`. The
/// letters are those of `java.time`, and names of months are English.
public record DatePattern(DateTimeFormatter formatter, boolean hasTime) {
  private static final Pattern PARTS =
      Pattern.compile("(yyyy|MMMM|MMM|MM|M|dd|d|HH|H|hh|h|mm|ss|S{1,6}|a|'[^']*'|[^A-Za-z'])+");

  /// DuckDB writes later years in a way that nothing else reads.
  private static final int LAST_YEAR = 9_999;

  public static DatePattern of(String text) {
    boolean fits =
        PARTS.matcher(text).matches()
            && count(text, 'y') == 4
            && text.contains("M")
            && text.contains("d");
    if (!fits) {
      throw new IllegalArgumentException(
          "dateFormat may consist only of yyyy, MM, M, MMM, MMMM, dd, d, HH, H, hh, h, a, mm, ss, S to SSSSSS, and must have year, month and day, was %s"
              .formatted(text));
    }
    try {
      DateTimeFormatter formatter =
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern(text.replace("yyyy", "uuuu"))
              .toFormatter(Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT);
      DatePattern pattern = new DatePattern(formatter, count(text, 'H') + count(text, 'h') > 0);
      LocalDateTime some = LocalDateTime.of(2026, 11, 28, 13, 14);
      if (pattern.parse(formatter.format(some)).isEmpty()) {
        throw new IllegalArgumentException(
            "dateFormat %s does not determine the time of day".formatted(text));
      }
      return pattern;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("dateFormat %s: %s".formatted(text, e.getMessage()), e);
    }
  }

  /// The date that `text` is, if it is written in this way.
  public Optional<LocalDateTime> parse(String text) {
    try {
      TemporalAccessor said = formatter.parse(text);
      LocalDate day = said.query(TemporalQueries.localDate());
      if (day == null || day.getYear() < 1 || day.getYear() > LAST_YEAR) {
        return Optional.empty();
      }
      if (!hasTime) {
        return Optional.of(day.atStartOfDay());
      }
      return Optional.ofNullable(said.query(TemporalQueries.localTime())).map(day::atTime);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static long count(String text, char letter) {
    return text.replaceAll("'[^']*'", "").chars().filter(c -> c == letter).count();
  }
}
