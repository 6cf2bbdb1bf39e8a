package dev.offload.cron;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/// The days of Quartz syntax. Besides numbers there are `L`, `L-3`, `LW`, `15W`, `6L` and
/// `FRI#3`, alone or in a list.
final class QuartzDays {
  private static final int DAYS_OF_EVERY_MONTH = 28;
  private static final int LARGEST_OFFSET = 30;
  private static final int WEEKS = 5;

  private static final String ANY = "?";
  private static final String ALL = "*";

  private QuartzDays() {}

  static DayRule both(String ofMonth, DayRule daysOfMonth, String ofWeek, DayRule daysOfWeek) {
    if (ofMonth.equals(ANY) == ofWeek.equals(ANY)) {
      throw new InvalidCron("exactly one of day-of-month and day-of-week must be ?");
    }
    return new DayRule.Both(daysOfMonth, daysOfWeek);
  }

  static DayRule ofMonth(Field field, String text) {
    String list = text.equals(ANY) ? ALL : text;
    List<DayRule> rules = new ArrayList<>();
    BitSet numbers = new BitSet();
    for (String part : list.split(",", -1)) {
      if (part.endsWith("W")) {
        rules.add(new DayRule.NearestWeekday(day(field, part.substring(0, part.length() - 1))));
      } else if (part.startsWith("L")) {
        rules.add(fromEnd(part));
      } else {
        Values.add(numbers, field, part);
      }
    }
    rules.add(new DayRule.Numbered(numbers));
    return new DayRule.AnyOf(rules);
  }

  static DayRule ofWeek(Field field, String text) {
    String list = text.equals(ANY) ? ALL : text;
    List<DayRule> rules = new ArrayList<>();
    BitSet numbers = new BitSet();
    for (String part : list.split(",", -1)) {
      int hash = part.indexOf('#');
      if (part.equals("L")) {
        numbers.set(field.most());
      } else if (part.endsWith("L")) {
        String day = part.substring(0, part.length() - 1);
        rules.add(new DayRule.OneOfWeek(fromSunday(field, day), 0));
      } else if (hash >= 0) {
        int number = week(part.substring(hash + 1));
        rules.add(new DayRule.OneOfWeek(fromSunday(field, part.substring(0, hash)), number));
      } else {
        Values.add(numbers, field, part);
      }
    }
    rules.add(new DayRule.OfWeek(numbers.get(field.least(), field.most() + 1)));
    return new DayRule.AnyOf(rules);
  }

  private static DayRule day(Field field, String text) {
    if (text.startsWith("L")) {
      return fromEnd(text);
    }
    int day = Values.value(field, text);
    if (day > DAYS_OF_EVERY_MONTH) {
      throw new InvalidCron("W must follow a day that every month has");
    }
    BitSet only = new BitSet();
    only.set(day);
    return new DayRule.Numbered(only);
  }

  private static DayRule fromEnd(String text) {
    if (text.equals("L")) {
      return new DayRule.FromEnd(0);
    }
    OptionalInt before =
        text.startsWith("L-") ? Field.number(text.substring(2)) : OptionalInt.empty();
    if (before.isEmpty() || before.getAsInt() > LARGEST_OFFSET) {
      throw new InvalidCron(
          "L must be alone, or followed by - and a number up to " + LARGEST_OFFSET);
    }
    return new DayRule.FromEnd(before.getAsInt());
  }

  private static int week(String text) {
    OptionalInt number = Field.number(text);
    if (number.isEmpty() || number.getAsInt() < 1 || number.getAsInt() > WEEKS) {
      throw new InvalidCron("the number after # must be 1 to " + WEEKS);
    }
    return number.getAsInt();
  }

  private static int fromSunday(Field field, String day) {
    return Values.value(field, day) - field.least();
  }
}
