package dev.offload.ingest.live;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// Events in order, kept once for all who follow them. Each follower reads on from its own place,
/// at its own pace, and nobody waits for it.
final class Feed<E> {
  private final TreeMap<Long, E> events = new TreeMap<>();
  private long last;
  private int readers;

  /// Returns the place of `event`.
  synchronized long append(E event) {
    last++;
    events.put(last, event);
    notifyAll();
    return last;
  }

  synchronized void remove(long place) {
    events.remove(place);
  }

  /// The oldest event, unless it is also the newest.
  synchronized Optional<Map.Entry<Long, E>> oldestOfMany() {
    return events.size() > 1 ? Optional.of(events.firstEntry()) : Optional.empty();
  }

  /// The place of the newest event.
  synchronized long last() {
    return last;
  }

  /// The next event after a place.
  synchronized Optional<Map.Entry<Long, E>> after(long place) {
    return Optional.ofNullable(events.higherEntry(place));
  }

  /// Returns when there is something after `place`, when `patience` is over, or when `isOver`,
  /// which is asked again after each [#wake].
  ///
  /// @return false if `patience` was over
  synchronized boolean await(long place, Duration patience, BooleanSupplier isOver)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long left = Math.max(1, patience.toMillis());
    while (last <= place && !isOver.getAsBoolean()) {
      if (left <= 0) {
        return false;
      }
      wait(left);
      left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    }
    return true;
  }

  synchronized void wake() {
    notifyAll();
  }

  synchronized void join() {
    readers++;
  }

  synchronized void leave() {
    readers--;
  }

  synchronized boolean isFollowed() {
    return readers > 0;
  }

  /// Whether nobody needs this feed.
  synchronized boolean isIdle() {
    return readers == 0 && events.isEmpty();
  }
}
