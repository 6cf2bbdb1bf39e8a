package dev.offload.cron;

import java.util.List;

/// The days of Unix syntax, which are numbers.
final class UnixDays {
  private static final String ALL = "*";

  private UnixDays() {}

  static DayRule ofMonth(Field field, String list) {
    return new DayRule.Numbered(Values.ofList(field, list));
  }

  static DayRule ofWeek(Field field, String list) {
    return new DayRule.OfWeek(Values.ofList(field, list));
  }

  /// If both are restricted, a day has to match only one of them.
  static DayRule both(String ofMonth, DayRule daysOfMonth, String ofWeek, DayRule daysOfWeek) {
    boolean hasStep = ofMonth.startsWith("*/") || ofWeek.startsWith("*/");
    if (hasStep && !ofMonth.equals(ALL) && !ofWeek.equals(ALL)) {
      throw new InvalidCron(
          "a step of * in one of day-of-month and day-of-week can't be combined with days in "
              + "the other: crons disagree on what that means");
    }
    return ofMonth.startsWith(ALL) || ofWeek.startsWith(ALL)
        ? new DayRule.Both(daysOfMonth, daysOfWeek)
        : new DayRule.AnyOf(List.of(daysOfMonth, daysOfWeek));
  }
}
