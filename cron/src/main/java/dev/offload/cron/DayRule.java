package dev.offload.cron;

import java.time.DayOfWeek;
import java.time.YearMonth;
import java.util.BitSet;
import java.util.List;

/// A rule that names days of a month.
sealed interface DayRule {

  BitSet in(YearMonth month);

  /// Days by their numbers. A day that the month does not have is skipped.
  record Numbered(BitSet days) implements DayRule {
    @Override
    public BitSet in(YearMonth month) {
      return days.get(0, month.lengthOfMonth() + 1);
    }
  }

  /// The last day, or a number of days before it.
  record FromEnd(int before) implements DayRule {
    @Override
    public BitSet in(YearMonth month) {
      return only(month, month.lengthOfMonth() - before);
    }
  }

  /// The weekday nearest to the day, in the same month.
  record NearestWeekday(DayRule day) implements DayRule {
    @Override
    public BitSet in(YearMonth month) {
      int one = day.in(month).nextSetBit(1);
      return one < 0 ? new BitSet() : only(month, nearest(month, one));
    }

    private static int nearest(YearMonth month, int day) {
      return switch (month.atDay(day).getDayOfWeek()) {
        case SATURDAY -> day == 1 ? day + 2 : day - 1;
        case SUNDAY -> day == month.lengthOfMonth() ? day - 2 : day + 1;
        case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> day;
      };
    }
  }

  /// Days of the week. Sunday is 0.
  record OfWeek(BitSet days) implements DayRule {
    @Override
    public BitSet in(YearMonth month) {
      BitSet found = new BitSet();
      for (int day = 1; day <= month.lengthOfMonth(); day++) {
        if (days.get(fromSunday(month, day))) {
          found.set(day);
        }
      }
      return found;
    }
  }

  /// The `number`-th of a day of the week, or the last one if that is 0.
  record OneOfWeek(int dayOfWeek, int number) implements DayRule {
    private static final int WEEK = 7;

    @Override
    public BitSet in(YearMonth month) {
      int first = 1 + Math.floorMod(dayOfWeek - fromSunday(month, 1), WEEK);
      int most = (month.lengthOfMonth() - first) / WEEK;
      return only(month, first + WEEK * (number == 0 ? most : number - 1));
    }
  }

  record AnyOf(List<DayRule> rules) implements DayRule {
    @Override
    public BitSet in(YearMonth month) {
      BitSet found = new BitSet();
      rules.forEach(rule -> found.or(rule.in(month)));
      return found;
    }
  }

  record Both(DayRule one, DayRule other) implements DayRule {
    @Override
    public BitSet in(YearMonth month) {
      BitSet found = one.in(month);
      found.and(other.in(month));
      return found;
    }
  }

  private static BitSet only(YearMonth month, int day) {
    BitSet found = new BitSet();
    if (day >= 1 && day <= month.lengthOfMonth()) {
      found.set(day);
    }
    return found;
  }

  private static int fromSunday(YearMonth month, int day) {
    return month.atDay(day).getDayOfWeek().getValue() % DayOfWeek.values().length;
  }
}
