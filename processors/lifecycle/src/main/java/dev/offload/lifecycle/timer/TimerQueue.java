package dev.offload.lifecycle.timer;

import dev.offload.lifecycle.store.TimerKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// The timers of one store's entries, in the order of their due times and read from a cursor.
/// They are armed and disarmed by storing their entries.
///
/// All timers before the cursor have gone off. The cursor moves on with every look, so that a
/// look never scans the remains of old timers. Nothing can be armed before it: see
/// [#earliest()]. How far it has come is stored for the next process, at most once a second, and
/// every minute if no timer goes off.
///
/// A cursor that was moved on by a clock that was ahead can be moved back. Timers that were
/// armed in the meantime may have been armed too late, so all timers are then reviewed once.
public final class TimerQueue {
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);
  private static final Duration AT_LEAST_EVERY = Duration.ofMinutes(1);

  /// All timers are before it.
  private static final Bytes END = TimerKey.before(Instant.ofEpochMilli(Long.MAX_VALUE));

  private final KeyValueStore<Bytes, byte[]> entries;
  private final KeyValueStore<Bytes, byte[]> clock;
  private final Bytes reachedKey;
  private final Bytes reviewedKey;
  private Bytes cursor;
  private Instant stored;

  /// `clock` keeps how far the timers of the store `entries` have gone off.
  public TimerQueue(KeyValueStore<Bytes, byte[]> entries, KeyValueStore<Bytes, byte[]> clock) {
    this.entries = entries;
    this.clock = clock;
    reachedKey = key(entries.name() + "/reached");
    reviewedKey = key(entries.name() + "/reviewed");
    byte[] reached = clock.get(reachedKey);
    stored =
        reached == null ? Instant.EPOCH : Instant.ofEpochMilli(ByteBuffer.wrap(reached).getLong());
    cursor = TimerKey.before(stored);
  }

  private static Bytes key(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The first instant for which a timer can be armed.
  public Instant earliest() {
    return TimerKey.reached(cursor).plusMillis(1);
  }

  /// The time until which timers have gone off.
  public Instant reached() {
    Instant reached = TimerKey.reached(cursor);
    return reached.isBefore(stored) ? stored : reached;
  }

  /// Moves on past the timers that are due by `now`, at most `limit`, in order. If it returns
  /// `limit` timers, more may be due.
  public List<TimerKey> take(Instant now, int limit) {
    List<TimerKey> due = timers(cursor, TimerKey.before(now.plusMillis(1)), limit);
    moveTo(due.size() == limit ? due.getLast().next() : TimerKey.before(now.plusMillis(1)));
    store(due.isEmpty() ? AT_LEAST_EVERY : AT_MOST_EVERY);
    return due;
  }

  /// When the next timer is due, if that is by `horizon`. The search is bounded, because the
  /// remains of all disarmed timers lie further on.
  public Optional<Instant> next(Instant horizon) {
    return timers(cursor, TimerKey.before(horizon.plusMillis(1)), 1).stream()
        .findFirst()
        .map(TimerKey::due);
  }

  /// Moves the cursor back to `now` if it is further on, and has all timers after that
  /// reviewed.
  public void moveBack(Instant now) {
    Bytes place = TimerKey.before(now.plusMillis(1));
    byte[] underWay = clock.get(reviewedKey);
    if (underWay == null || place.compareTo(Bytes.wrap(underWay)) < 0) {
      clock.put(reviewedKey, place.get());
    }
    if (now.isBefore(reached())) {
      cursor = place;
      store(now);
    }
  }

  /// The next timers to review after the cursor was moved back, at most `limit`. They stay
  /// armed. Empty if all have been reviewed or need not be.
  public List<TimerKey> review(int limit) {
    byte[] place = clock.get(reviewedKey);
    if (place == null) {
      return List.of();
    }
    List<TimerKey> found = timers(Bytes.wrap(place), END, limit);
    clock.put(reviewedKey, found.size() == limit ? found.getLast().next().get() : null);
    return found;
  }

  private List<TimerKey> timers(Bytes from, Bytes to, int limit) {
    List<TimerKey> found = new ArrayList<>();
    if (from.compareTo(to) < 0) {
      try (KeyValueIterator<Bytes, byte[]> timers = entries.range(from, to)) {
        while (found.size() < limit && timers.hasNext()) {
          found.add(TimerKey.parse(timers.next().key));
        }
      }
    }
    return found;
  }

  private void moveTo(Bytes place) {
    if (place.compareTo(cursor) > 0) {
      cursor = place;
    }
  }

  private void store(Duration every) {
    Instant reached = TimerKey.reached(cursor);
    if (!reached.isBefore(stored.plus(every))) {
      store(reached);
    }
  }

  private void store(Instant reached) {
    stored = reached;
    clock.put(reachedKey, ByteBuffer.allocate(Long.BYTES).putLong(reached.toEpochMilli()).array());
  }
}
