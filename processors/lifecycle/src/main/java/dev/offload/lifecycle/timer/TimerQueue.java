package dev.offload.lifecycle.timer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// The timers of one partition, ordered by due time in a store, read from a cursor.
///
/// The cursor is the place up to which all have gone off. It moves on with every look and is stored
/// with every timer that goes off, so that a look never scans the remains of old timers. Nothing
/// can be armed at or before it: see [#earliest()].
public final class TimerQueue {
  private static final Bytes CURSOR = Bytes.wrap(new byte[] {0});

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

  /// The time up to which timers have gone off.
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

  /// Takes at most `limit` of the timers due by `now` out of the queue, in order. As many as
  /// `limit` means that more may be due.
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

  /// When the first timer is due that has not gone off, if that is by `horizon`. Bounded, for
  /// further on lie the remains of all timers that were disarmed.
  public Optional<Instant> next(Instant horizon) {
    try (KeyValueIterator<Bytes, byte[]> timers =
        store.range(cursor, TimerKey.before(horizon.plusMillis(1)))) {
      return timers.hasNext()
          ? Optional.of(TimerKey.parse(timers.next().key).due())
          : Optional.empty();
    }
  }

  private void moveTo(Bytes place) {
    if (place.compareTo(cursor) > 0) {
      cursor = place;
    }
  }
}
