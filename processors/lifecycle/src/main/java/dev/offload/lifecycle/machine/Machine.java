package dev.offload.lifecycle.machine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A state machine of the lifecycle: pure functions over what is kept of one thing.
///
/// ```
/// input ──inTurn──► inputs ──decide──► events ──evolve──► entry ──deadline──► its timer
///                                         └───────────────────────effects───► what others are told
/// ```
/// Only `decide` has an opinion. `evolve` applies what was decided and asks nothing again, so every
/// point in time that follows from a rule stands in the event.
///
/// @param <E> an entry: all that is kept of one thing
/// @param <I> what can come to it
/// @param <V> what can happen to it
/// @param <F> what others can be told
/// @param <K> what its deadlines are for
public interface Machine<E, I, V, F, K> {
  /// The entry of a thing of which nothing is known. It is not stored.
  E nothing();

  /// What `input` stands for: several inputs, to be decided one after another.
  default List<I> inTurn(E entry, I input) {
    return List.of(input);
  }

  /// What happens to `entry` by `input`; often nothing. A [Timer] comes here only if it is the one
  /// that is armed.
  List<V> decide(E entry, I input, Instant now);

  E evolve(E entry, V event);

  /// When the clock moves the entry on, and what for.
  Optional<Deadline<K>> deadline(E entry);

  /// What others are told once `events` have led from `before` to `after`.
  List<F> effects(E before, List<V> events, E after, Instant now);

  /// Whether the timer armed for `due` may have been set by a clock that was too far ahead.
  default boolean isPutOff(E entry, Instant due) {
    return deadline(entry).filter(deadline -> deadline.at().isBefore(due)).isPresent();
  }

  /// One step. `earliest` is the first instant a timer can still be set for: what is due before is
  /// due then.
  default Step<E, V, F, K> step(Kept<E, K> before, I input, Instant now, Instant earliest) {
    boolean isTimer = input instanceof Timer;
    if (isTimer && !before.isArmedFor(((Timer) input).due())) {
      return Step.nothing(before);
    }
    E entry = before.entry();
    List<V> events = new ArrayList<>();
    for (I part : inTurn(before.entry(), input)) {
      List<V> decided = decide(entry, part, now);
      for (V event : decided) {
        entry = evolve(entry, event);
      }
      events.addAll(decided);
    }
    List<F> effects =
        events.isEmpty() ? List.of() : effects(before.entry(), List.copyOf(events), entry, now);
    // The timer that has just gone off is no longer in the store.
    Optional<Deadline<K>> armed = isTimer ? Optional.empty() : before.armed();
    Optional<Deadline<K>> wanted = deadline(entry).map(deadline -> deadline.notBefore(earliest));
    Arming arming = Arming.towards(armed, wanted);
    Kept<E, K> after = new Kept<>(entry, arming.isNothing() ? armed : wanted);
    return new Step<>(after, List.copyOf(events), effects, arming);
  }
}
