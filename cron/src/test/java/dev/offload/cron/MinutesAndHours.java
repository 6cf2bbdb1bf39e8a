package dev.offload.cron;

import java.time.LocalDateTime;
import java.util.stream.Stream;

/// A Unix cron expression of minutes, hours and days of the week. It is read by half a page of
/// code that shares nothing with the library.
record MinutesAndHours(String minutes, String hours, String weekdays) {
  String spelled() {
    return "%s %s * * %s".formatted(minutes, hours, weekdays);
  }

  boolean goesByElapsedTime() {
    return minutes.startsWith("*") || hours.startsWith("*");
  }

  boolean names(LocalDateTime time) {
    return time.getSecond() == 0
        && holds(minutes, time.getMinute())
        && holds(hours, time.getHour())
        && holds(weekdays, time.getDayOfWeek().getValue() % 7);
  }

  private static boolean holds(String field, int value) {
    return Stream.of(field.split(",")).anyMatch(part -> partHolds(part, value));
  }

  private static boolean partHolds(String part, int value) {
    if (part.equals("*")) {
      return true;
    }
    if (part.startsWith("*/")) {
      return value % Integer.parseInt(part.substring(2)) == 0;
    }
    int dash = part.indexOf('-');
    if (dash < 0) {
      return value == Integer.parseInt(part);
    }
    return value >= Integer.parseInt(part.substring(0, dash))
        && value <= Integer.parseInt(part.substring(dash + 1));
  }
}
