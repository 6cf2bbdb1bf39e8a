package dev.offload.cron;

import java.util.List;
import java.util.OptionalInt;

/// A field of an expression: the values it can have, from `least` to `most`, and their names.
///
/// @param isCyclic whether a range may go down, such as `FRI-MON` or `22-2`
record Field(String name, int least, int most, boolean isCyclic, List<String> names) {
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final int MAX_DIGITS = 4;

  static Field second() {
    return new Field("second", 0, 59, true, List.of());
  }

  static Field minute(boolean isCyclic) {
    return new Field("minute", 0, 59, isCyclic, List.of());
  }

  static Field hour(boolean isCyclic) {
    return new Field("hour", 0, 23, isCyclic, List.of());
  }

  static Field dayOfMonth(boolean isCyclic) {
    return new Field("day-of-month", 1, 31, isCyclic, List.of());
  }

  static Field month() {
    return new Field("month", 1, 12, true, MONTHS);
  }

  /// `sunday` is the number of Sunday, 0 or 1.
  static Field dayOfWeek(int sunday) {
    return new Field("day-of-week", sunday, sunday + 6, true, DAYS);
  }

  static Field year() {
    return new Field("year", 1970, 2099, false, List.of());
  }

  int size() {
    return most - least + 1;
  }

  /// The number that `text`, in capitals, is or names. Empty if it is neither, or is out of
  /// range.
  OptionalInt valueOf(String text) {
    int named = names.indexOf(text);
    if (named >= 0) {
      return OptionalInt.of(least + named);
    }
    OptionalInt number = number(text);
    boolean isSunday = hasTwoSundays() && number.equals(OptionalInt.of(most + 1));
    return isSunday
            || (number.isPresent() && number.getAsInt() >= least && number.getAsInt() <= most)
        ? number
        : OptionalInt.empty();
  }

  static OptionalInt number(String text) {
    boolean isNumber =
        !text.isEmpty()
            && text.length() <= MAX_DIGITS
            && text.chars().allMatch(one -> one >= '0' && one <= '9');
    return isNumber ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }

  /// Unix has two numbers for Sunday, 0 and 7.
  private boolean hasTwoSundays() {
    return least == 0 && names.equals(DAYS);
  }

  /// The allowed values, for error texts.
  String values() {
    int last = hasTwoSundays() ? most + 1 : most;
    return names.isEmpty()
        ? "%d to %d".formatted(least, last)
        : "%d to %d or %s to %s".formatted(least, last, names.getFirst(), names.getLast());
  }
}
