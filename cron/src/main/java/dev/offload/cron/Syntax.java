package dev.offload.cron;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/// The syntax of a cron expression. It depends on the number of fields.
enum Syntax {
  UNIX(Duration.ofMinutes(1)),
  QUARTZ(Duration.ofSeconds(1));

  private static final List<Field> UNIX_FIELDS =
      List.of(
          Field.minute(false),
          Field.hour(false),
          Field.dayOfMonth(false),
          Field.month(),
          Field.dayOfWeek(0));

  private static final List<Field> QUARTZ_FIELDS =
      List.of(
          Field.second(),
          Field.minute(true),
          Field.hour(true),
          Field.dayOfMonth(true),
          Field.month(),
          Field.dayOfWeek(1),
          Field.year());

  private final Duration resolution;

  Syntax(Duration resolution) {
    this.resolution = resolution;
  }

  static Syntax of(List<String> texts) {
    return switch (texts.size()) {
      case 5 -> UNIX;
      case 6, 7 -> QUARTZ;
      default ->
          throw new InvalidCron(
              "must have 5 fields (Unix: minute hour day-of-month month day-of-week) or 6 to 7"
                  + " (Quartz: second first, year last and optional)");
    };
  }

  /// The shortest distance between two times that it can name.
  Duration resolution() {
    return resolution;
  }

  /// The index of the minute. The hour follows it.
  int minute() {
    return this == UNIX ? 0 : 1;
  }

  /// The index of the day of the month. The month and the day of the week follow it.
  int dayOfMonth() {
    return minute() + 2;
  }

  /// Reads field number `index`. Throws [InvalidCron] with the field's name if it breaks a rule.
  <V> V read(List<String> texts, int index, BiFunction<Field, String, V> reader) {
    Field field = (this == UNIX ? UNIX_FIELDS : QUARTZ_FIELDS).get(index);
    try {
      return reader.apply(field, texts.get(index).toUpperCase(Locale.ROOT));
    } catch (InvalidCron e) {
      throw new InvalidCron("%s %s: %s".formatted(field.name(), texts.get(index), e.getMessage()));
    }
  }

  /// The days of a month that the two fields name.
  DayRule days(List<String> texts) {
    int ofMonth = dayOfMonth();
    int ofWeek = ofMonth + 2;
    return switch (this) {
      case UNIX ->
          UnixDays.both(
              texts.get(ofMonth),
              read(texts, ofMonth, UnixDays::ofMonth),
              texts.get(ofWeek),
              read(texts, ofWeek, UnixDays::ofWeek));
      case QUARTZ ->
          QuartzDays.both(
              texts.get(ofMonth),
              read(texts, ofMonth, QuartzDays::ofMonth),
              texts.get(ofWeek),
              read(texts, ofWeek, QuartzDays::ofWeek));
    };
  }
}
