package dev.offload.cron;

import java.util.BitSet;
import java.util.OptionalInt;

/// The values that a field names.
///
/// ```
/// part = ( "*" | value | value "-" value ) [ "/" step ]  or  "/" step      a list has several
/// ```
///
/// A single value with a step goes on to the end. In a cyclic field, a range that goes down wraps
/// around.
final class Values {
  private Values() {}

  /// Throws [InvalidCron] if `list`, in capitals, breaks a rule of `field`.
  static BitSet ofList(Field field, String list) {
    BitSet values = new BitSet();
    for (String part : list.split(",", -1)) {
      add(values, field, part);
    }
    return values;
  }

  /// Adds the values of one part of a list.
  static void add(BitSet values, Field field, String part) {
    int slash = part.indexOf('/');
    String range = slash < 0 ? part : part.substring(0, slash);
    int step = slash < 0 ? 1 : step(field, part.substring(slash + 1));
    int dash = range.indexOf('-');
    int first;
    int last;
    boolean isAll = range.equals("*") || (range.isEmpty() && slash == 0);
    if (isAll) {
      first = field.least();
      last = field.most();
    } else if (dash < 0) {
      first = value(field, range);
      last = slash < 0 ? first : Math.max(first, field.most());
    } else {
      first = value(field, range.substring(0, dash));
      last = value(field, range.substring(dash + 1));
    }
    if (last < first) {
      if (!field.isCyclic()) {
        throw new InvalidCron("a range must go up, was " + range);
      }
      last += field.size();
    }
    for (int i = first; i <= last; i += step) {
      values.set(field.least() + (i - field.least()) % field.size());
    }
  }

  static int value(Field field, String text) {
    return field
        .valueOf(text)
        .orElseThrow(
            () -> new InvalidCron("must be %s, was %s".formatted(field.values(), quoted(text))));
  }

  private static int step(Field field, String text) {
    OptionalInt step = Field.number(text);
    if (step.isEmpty() || step.getAsInt() < 1 || step.getAsInt() > field.most()) {
      throw new InvalidCron("a step must be 1 to %d, was %s".formatted(field.most(), quoted(text)));
    }
    return step.getAsInt();
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "nothing" : text;
  }
}
