package dev.offload.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/// When a cron expression fires in a time zone. When the clocks change, it follows Vixie's cron:
///
/// - An expression that goes by the time of day fires once for each time it names. A time that the
///   clocks skip fires when they change. A time that they show twice fires the first time.
/// - An expression that goes by elapsed time fires whenever the clock shows such a time: not in an
///   hour that is skipped, and in both of an hour that comes twice.
public record FireTimes(Cron cron, ZoneId zone) {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /// The zone with this name in the IANA database; empty if there is none.
  public static Optional<ZoneId> zone(String name) {
    return TimeZones.named(name);
  }

  /// Throws an [IllegalArgumentException] if there is no zone with this name.
  public static FireTimes of(Cron cron, String name) {
    return new FireTimes(
        cron,
        TimeZones.known(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException("time zone must be one of IANA's, was " + name)));
  }

  /// The first time after `instant`; empty if there is none.
  public Optional<Instant> after(Instant instant) {
    Instant second = instant.truncatedTo(ChronoUnit.SECONDS);
    return cron.goesByElapsedTime() ? byElapsedTime(second) : byTimeOfDay(second);
  }

  /// The last time after `begin` and up to `end`, inclusive; empty if there is none.
  public Optional<Instant> latest(Instant begin, Instant end) {
    Instant low = begin;
    Instant high = end;
    Optional<Instant> found = Optional.empty();
    Optional<Instant> next = after(low);
    while (next.isPresent() && !next.get().isAfter(end)) {
      found = next;
      low = next.get();
      Instant middle = low.plus(Duration.between(low, high).dividedBy(2));
      Optional<Instant> later = after(middle);
      if (later.isPresent() && !later.get().isAfter(end)) {
        next = later;
      } else {
        high = middle;
        next = after(low);
      }
    }
    return found;
  }

  private Optional<Instant> byTimeOfDay(Instant second) {
    ZoneRules rules = zone.getRules();
    LocalDateTime local = LocalDateTime.ofInstant(second, rules.getOffset(second));
    ZoneOffsetTransition twice = rules.getTransition(local);
    boolean again = twice != null && rules.getOffset(second).equals(twice.getOffsetAfter());
    // Times that the clocks show again have fired already, up to where the clocks were set
    // back.
    LocalDateTime from = again ? twice.getDateTimeBefore().minus(SECOND) : local;
    return cron.after(from).map(time -> at(time, rules));
  }

  private static Instant at(LocalDateTime time, ZoneRules rules) {
    ZoneOffsetTransition change = rules.getTransition(time);
    if (change == null) {
      return time.toInstant(rules.getOffset(time));
    }
    return change.isGap() ? change.getInstant() : time.toInstant(change.getOffsetBefore());
  }

  /// Goes from one change of the clock to the next, since the clock runs evenly in between.
  private Optional<Instant> byElapsedTime(Instant second) {
    ZoneRules rules = zone.getRules();
    ZoneOffset offset = rules.getOffset(second);
    LocalDateTime from = LocalDateTime.ofInstant(second, offset);
    ZoneOffsetTransition change = rules.nextTransition(second);
    while (true) {
      Optional<LocalDateTime> time = cron.after(from);
      if (time.isEmpty()) {
        return Optional.empty();
      }
      Instant found = time.get().toInstant(offset);
      if (change == null || found.isBefore(change.getInstant())) {
        return Optional.of(found);
      }
      offset = change.getOffsetAfter();
      from = change.getDateTimeAfter().minus(SECOND);
      change = rules.nextTransition(change.getInstant());
    }
  }
}
