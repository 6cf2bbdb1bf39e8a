package dev.offload.cron;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// A cron expression, parsed: which times it names on a wall clock, to the second. Five fields are
/// Unix syntax, six or seven are Quartz.
public final class Cron {

  public static final int MAX_LENGTH = 200;

  private final String text;
  private final Syntax syntax;
  private final List<String> fields;
  private final ExecutionTime times;

  private Cron(String text, Syntax syntax, List<String> fields) {
    this.text = text;
    this.syntax = syntax;
    this.fields = fields;
    this.times = ExecutionTime.forCron(parser(syntax.definition()).parse(text));
  }

  /// Throws [InvalidCron] where `expression` is none.
  public static Cron parse(String expression) {
    if (expression.length() > MAX_LENGTH) {
      throw new InvalidCron("must have at most " + MAX_LENGTH + " characters");
    }
    List<String> fields = List.of(expression.strip().split("\\s+"));
    Syntax syntax = Syntax.of(fields);
    syntax.check(fields);
    String text = String.join(" ", fields);
    try {
      return new Cron(text, syntax, fields);
    } catch (IllegalArgumentException e) {
      throw new InvalidCron(Syntax.reason(e));
    }
  }

  /// The first time it names after `time`; empty where there is none. What lies within a second
  /// counts as that second.
  Optional<LocalDateTime> after(LocalDateTime time) {
    ZonedDateTime second = time.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC);
    return times.nextExecution(second).map(ZonedDateTime::toLocalDateTime);
  }

  /// Whether it goes by elapsed time, as "every ten minutes" does, rather than by the time of day:
  /// its minute or hour begins with `*` (Vixie's rule) or is such as `0/10`, Quartz' way to say it.
  boolean goesByElapsedTime() {
    return isRunning(fields.get(syntax.minute())) || isRunning(fields.get(syntax.minute() + 1));
  }

  /// Whether it names two times that are less than `limit` apart, taken as if it named every day.
  public boolean firesWithin(Duration limit) {
    if (limit.compareTo(syntax.resolution()) <= 0) {
      return false;
    }
    Cron daily = parse(syntax.daily(fields));
    LocalDateTime midnight = LocalDateTime.of(2001, 1, 1, 0, 0);
    LocalDateTime last = daily.after(midnight.minusSeconds(1)).orElseThrow();
    LocalDateTime end = last.plusDays(1);
    while (last.isBefore(end)) {
      LocalDateTime next = daily.after(last).orElseThrow();
      if (Duration.between(last, next).compareTo(limit) < 0) {
        return true;
      }
      last = next;
    }
    return false;
  }

  static CronParser parser(CronDefinition definition) {
    return new CronParser(definition);
  }

  private static boolean isRunning(String field) {
    return field.startsWith("*") || field.matches("\\d+/\\d+");
  }

  @Override
  public String toString() {
    return text;
  }
}
