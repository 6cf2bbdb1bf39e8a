package dev.offload.lifecycle.position;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topics and groups that a turn could not deal with, and how long ago all was well. The
/// alarm is a metric, and a log line that is repeated while the trouble lasts.
public final class Troubles {
  private static final Logger log = LoggerFactory.getLogger(Troubles.class);
  private static final Duration ALARM_AFTER = Duration.ofMinutes(1);
  private static final Duration ALARM_EVERY = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final Map<String, String> ofThisTurn = new TreeMap<>();
  private final Map<String, String> told = new HashMap<>();
  private Instant lastGood;
  private Instant lastAlarm = Instant.EPOCH;
  private int count;

  public Troubles(InstantSource clock) {
    this.clock = clock;
    this.lastGood = clock.instant();
  }

  /// `what` could not be dealt with in this turn.
  public synchronized void note(String what, Throwable reason) {
    ofThisTurn.put(what, String.valueOf(reason.getMessage()));
  }

  /// Ends the turn. Logs new troubles, and raises the alarm if there has been trouble for a
  /// while.
  public synchronized void endTurn() {
    Instant now = clock.instant();
    ofThisTurn.forEach(
        (what, reason) -> {
          if (!reason.equals(told.put(what, reason))) {
            log.warn("not trimmed, but all else is what={}: {}", what, reason);
          }
        });
    told.keySet().retainAll(ofThisTurn.keySet());
    count = ofThisTurn.size();
    if (ofThisTurn.isEmpty()) {
      lastGood = now;
    } else if (!now.isBefore(lastGood.plus(ALARM_AFTER))
        && !now.isBefore(lastAlarm.plus(ALARM_EVERY))) {
      lastAlarm = now;
      log.error(
          "topics are not trimmed and lost attempts are not found since={} in={}",
          lastGood,
          ofThisTurn.keySet());
    }
    ofThisTurn.clear();
  }

  /// How long ago the last turn was that could deal with everything.
  public synchronized Duration sinceLastGood() {
    return Duration.between(lastGood, clock.instant());
  }

  /// How many topics and groups the last turn could not deal with.
  public synchronized int count() {
    return count;
  }
}
