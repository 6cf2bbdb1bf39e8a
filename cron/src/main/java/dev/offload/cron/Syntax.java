package dev.offload.cron;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a cron expression is spelled, told by the number of its fields.
enum Syntax {
  UNIX(CronType.UNIX, Duration.ofMinutes(1), "minute hour day-of-month month day-of-week"),
  QUARTZ(
      CronType.QUARTZ,
      Duration.ofSeconds(1),
      "second minute hour day-of-month month day-of-week year");

  private static final String DAY_OF_MONTH = "day-of-month";
  private static final String DAY_OF_WEEK = "day-of-week";
  private static final String ANY = "?";
  private static final Pattern RANGE = Pattern.compile("(\\d+)-(\\d+)");
  private static final Pattern NEAREST_WEEKDAY = Pattern.compile("(\\d+)W");
  private static final int DAYS_OF_EVERY_MONTH = 28;

  private final CronType type;
  private final Duration resolution;
  private final String names;

  Syntax(CronType type, Duration resolution, String names) {
    this.type = type;
    this.resolution = resolution;
    this.names = names;
  }

  static Syntax of(List<String> fields) {
    return switch (fields.size()) {
      case 5 -> UNIX;
      case 6, 7 -> QUARTZ;
      default ->
          throw new InvalidCron(
              "must have 5 fields (Unix: minute hour day-of-month month day-of-week) or 6 to 7"
                  + " (Quartz: second first, year last and optional)");
    };
  }

  CronDefinition definition() {
    return CronDefinitionBuilder.instanceDefinitionFor(type);
  }

  /// Times that it names are at least so far apart.
  Duration resolution() {
    return resolution;
  }

  /// Which field is the minute; the hour is the next.
  int minute() {
    return names().indexOf("minute");
  }

  private List<String> names() {
    return List.of(names.split(" "));
  }

  /// Throws [InvalidCron] with the name of the first field that breaks a rule by itself.
  void check(List<String> fields) {
    for (int i = 0; i < fields.size(); i++) {
      String name = names().get(i);
      try {
        checkSpelling(name, fields.get(i));
        if (!fields.get(i).equals(ANY)) {
          Cron.parser(definition()).parse(alone(i, fields.get(i)));
        }
      } catch (IllegalArgumentException e) {
        throw new InvalidCron("%s %s: %s".formatted(name, fields.get(i), reason(e)));
      }
    }
    checkDays(fields);
  }

  /// What the library says, without its preamble.
  static String reason(IllegalArgumentException e) {
    String message = e.getMessage();
    return message.substring(message.startsWith("Failed") ? message.indexOf(". ") + 2 : 0);
  }

  /// The same times of day on every day.
  String daily(List<String> fields) {
    List<String> daily = new ArrayList<>(fields.subList(0, minute() + 2));
    daily.addAll(this == UNIX ? List.of("*", "*", "*") : List.of("*", "*", ANY));
    return String.join(" ", daily);
  }

  /// What the library takes and answers wrongly: a range of hours over midnight names its first
  /// hour only, and the weekday nearest to the 31st throws in a month that has none.
  private static void checkSpelling(String name, String field) {
    Matcher range = RANGE.matcher(field);
    while (range.find() && !name.equals(DAY_OF_WEEK)) {
      if (Long.parseLong(range.group(1)) > Long.parseLong(range.group(2))) {
        throw new InvalidCron("a range must go up, was " + range.group());
      }
    }
    Matcher nearest = NEAREST_WEEKDAY.matcher(field);
    if (nearest.matches() && Long.parseLong(nearest.group(1)) > DAYS_OF_EVERY_MONTH) {
      throw new InvalidCron("W must stand behind a day that every month has");
    }
  }

  private void checkDays(List<String> fields) {
    String ofMonth = fields.get(names().indexOf(DAY_OF_MONTH));
    String ofWeek = fields.get(names().indexOf(DAY_OF_WEEK));
    switch (this) {
      case QUARTZ -> {
        if (ofMonth.equals(ANY) == ofWeek.equals(ANY)) {
          throw new InvalidCron("one of day-of-month and day-of-week must be ?, and not both");
        }
      }
      case UNIX -> {
        boolean steps = ofMonth.startsWith("*/") || ofWeek.startsWith("*/");
        if (steps && !ofMonth.equals("*") && !ofWeek.equals("*")) {
          throw new InvalidCron(
              "a step of * in one of day-of-month and day-of-week must not stand beside days in the"
                  + " other: crons differ in what that means");
        }
      }
    }
  }

  /// An expression in which nothing but `field` can be wrong.
  private String alone(int position, String field) {
    List<String> neutral = new ArrayList<>();
    for (int i = 0; i < names().size(); i++) {
      neutral.add(i < 3 && this == QUARTZ ? "0" : "*");
    }
    if (this == QUARTZ) {
      boolean ofWeek = names().get(position).equals(DAY_OF_WEEK);
      neutral.set(names().indexOf(ofWeek ? DAY_OF_MONTH : DAY_OF_WEEK), ANY);
    }
    neutral.set(position, field);
    return String.join(" ", neutral);
  }
}
