package dev.offload.lifecycle.timer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// The timers of one partition, ordered by due time in a store and read from a cursor.
///
/// All timers before the cursor have gone off. The cursor moves on with every look and is
/// stored with every timer that goes off, so that a look never scans the remains of old
/// timers. Nothing can be armed before it: see [#earliest()].
///
/// A cursor that was moved on by a clock that was ahead can be moved back. Timers that were
/// armed in the meantime may have been armed too late, so all timers are then reviewed once.
public final class TimerQueue {
  private static final Bytes CURSOR = Bytes.wrap(new byte[] {0});

  /// How far timers have been reviewed since the cursor was moved back. Absent once that is
  /// done.
  private static final Bytes REVIEWED = Bytes.wrap(new byte[] {2});

  /// A timer that has gone off.
  public record Due(Instant at, TimerOwner owner) {}

  private final KeyValueStore<Bytes, byte[]> store;
  private Bytes cursor;

  public TimerQueue(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    byte[] stored = store.get(CURSOR);
    this.cursor = stored == null ? TimerKey.before(Instant.EPOCH) : Bytes.wrap(stored);
  }

  /// The first instant for which a timer can be armed.
  public Instant earliest() {
    return reached().plusMillis(1);
  }

  /// The time until which timers have gone off.
  public Instant reached() {
    return TimerKey.reached(cursor);
  }

  public void arm(Instant due, TimerOwner owner) {
    if (due.isBefore(earliest())) {
      throw new IllegalArgumentException(
          "timer must be due at %s or later, was %s".formatted(earliest(), due));
    }
    store.put(new TimerKey(due, owner.uuid()).bytes(), owner.value());
  }

  public void disarm(Instant due, TimerOwner owner) {
    store.delete(new TimerKey(due, owner.uuid()).bytes());
  }

  /// Removes at most `limit` timers that are due by `now`, in order. If it returns `limit`
  /// timers, more may be due.
  public List<Due> take(Instant now, int limit) {
    List<Due> due = new ArrayList<>();
    Bytes last = null;
    try (KeyValueIterator<Bytes, byte[]> timers =
        store.range(cursor, TimerKey.before(now.plusMillis(1)))) {
      while (due.size() < limit && timers.hasNext()) {
        KeyValue<Bytes, byte[]> timer = timers.next();
        TimerKey key = TimerKey.parse(timer.key);
        due.add(new Due(key.due(), TimerOwner.read(key.owner(), timer.value)));
        last = key.next();
      }
    }
    due.forEach(timer -> disarm(timer.at(), timer.owner()));
    moveTo(due.size() == limit ? last : TimerKey.before(now.plusMillis(1)));
    if (!due.isEmpty()) {
      store.put(CURSOR, cursor.get());
    }
    return due;
  }

  /// When the next timer is due, if that is by `horizon`. The search is bounded, because the
  /// remains of all disarmed timers lie further on.
  public Optional<Instant> next(Instant horizon) {
    try (KeyValueIterator<Bytes, byte[]> timers =
        store.range(cursor, TimerKey.before(horizon.plusMillis(1)))) {
      return timers.hasNext()
          ? Optional.of(TimerKey.parse(timers.next().key).due())
          : Optional.empty();
    }
  }

  /// Moves the cursor back to `now` if it is further on, and has all timers after that
  /// reviewed.
  public void moveBack(Instant now) {
    Bytes place = TimerKey.before(now.plusMillis(1));
    byte[] underWay = store.get(REVIEWED);
    if (underWay == null || place.compareTo(Bytes.wrap(underWay)) < 0) {
      store.put(REVIEWED, place.get());
    }
    if (place.compareTo(cursor) < 0) {
      cursor = place;
      store.put(CURSOR, cursor.get());
    }
  }

  /// The next timers to review after the cursor was moved back, at most `limit`. They stay
  /// armed. Empty if all have been reviewed or need not be.
  public List<Due> review(int limit) {
    byte[] place = store.get(REVIEWED);
    if (place == null) {
      return List.of();
    }
    List<Due> found = new ArrayList<>();
    Bytes next = Bytes.wrap(place);
    try (KeyValueIterator<Bytes, byte[]> timers = store.range(next, REVIEWED)) {
      while (found.size() < limit && timers.hasNext()) {
        KeyValue<Bytes, byte[]> timer = timers.next();
        if (timer.key.equals(REVIEWED)) {
          break;
        }
        TimerKey key = TimerKey.parse(timer.key);
        found.add(new Due(key.due(), TimerOwner.read(key.owner(), timer.value)));
        next = key.next();
      }
    }
    store.put(REVIEWED, found.size() == limit ? next.get() : null);
    return found;
  }

  private void moveTo(Bytes place) {
    if (place.compareTo(cursor) > 0) {
      cursor = place;
    }
  }
}
