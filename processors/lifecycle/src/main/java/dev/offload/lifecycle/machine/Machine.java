package dev.offload.lifecycle.machine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A state machine of the lifecycle: pure functions over the entry of one task, schedule,
/// limit, group, debounce key or digest.
///
/// ```
/// input ──inTurn──► inputs ──decide──► events ──evolve──► entry ──deadline──► its timer
///                                       ▲ └────────────────│──────effects───► what others are told
///                                       └──────follow──────┘
/// ```
/// Only `decide` and `follow` make decisions. `evolve` applies them without asking again, so
/// each event carries every point in time that follows from a rule.
///
/// @param <E> all that is kept about one thing
/// @param <I> an input: what can reach it
/// @param <V> an event: what can happen to it
/// @param <F> an effect: what others can be told
/// @param <K> what its deadlines are for
public interface Machine<E, I, V, F, K> {
  /// The entry of a thing that nothing is known about. It is not stored.
  E nothing();

  /// The inputs that `input` stands for, to be decided one after another.
  default List<I> inTurn(E entry, I input) {
    return List.of(input);
  }

  /// What `input` makes happen to `entry`, which is often nothing. A [Timer] gets here only if
  /// it is the one that is armed.
  List<V> decide(E entry, I input, Instant now);

  /// What follows for `entry` once an input has been decided, whatever it was. It is asked again
  /// after each answer has been applied, until nothing follows any more.
  default List<V> follow(E entry, Instant now) {
    return List.of();
  }

  E evolve(E entry, V event);

  /// When the clock moves the entry on, and what for.
  Optional<Deadline<K>> deadline(E entry);

  /// What others are told after `events` have led from `before` to `after`.
  List<F> effects(E before, List<V> events, E after, Instant now);

  /// Whether the timer armed for `due` may be too late, because it was set by a clock that was
  /// ahead.
  default boolean mayBeTooLate(E entry, Instant due) {
    return deadline(entry).filter(deadline -> deadline.at().isBefore(due)).isPresent();
  }

  /// One step. `earliest` is the first instant that a timer can still be set for. Whatever is
  /// due before is set for then.
  default Step<E, V, F, K> step(StoredEntry<E, K> before, I input, Instant now, Instant earliest) {
    boolean isTimer = input instanceof Timer;
    if (isTimer && !before.isArmedFor(((Timer) input).due())) {
      return Step.nothing(before);
    }
    E entry = before.entry();
    List<V> events = new ArrayList<>();
    for (I part : inTurn(before.entry(), input)) {
      List<V> decided = decide(entry, part, now);
      entry = evolve(entry, decided);
      events.addAll(decided);
    }
    for (List<V> more = follow(entry, now); !more.isEmpty(); more = follow(entry, now)) {
      entry = evolve(entry, more);
      events.addAll(more);
    }
    List<F> effects =
        events.isEmpty() ? List.of() : effects(before.entry(), List.copyOf(events), entry, now);
    Optional<Deadline<K>> armed = before.armed();
    Optional<Deadline<K>> wanted = deadline(entry).map(deadline -> deadline.notBefore(earliest));
    Arming arming = isTimer ? Arming.replacing(armed, wanted) : Arming.towards(armed, wanted);
    StoredEntry<E, K> after = new StoredEntry<>(entry, arming.isNothing() ? armed : wanted);
    return new Step<>(after, List.copyOf(events), effects, arming);
  }

  private E evolve(E entry, List<V> events) {
    E after = entry;
    for (V event : events) {
      after = evolve(after, event);
    }
    return after;
  }
}
