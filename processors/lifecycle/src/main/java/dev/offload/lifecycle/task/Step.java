package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.Input.TimerFired;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/// One turn of a task's life, computed and not yet written: the entry it leads to (null: none),
/// what happened, what others are told, and what becomes of the timer.
public record Step(TaskEntry after, List<TaskEvent> events, List<Effect> effects, Arming arming) {

  /// The step from `before` by `events`. `earliest` is the first instant a timer can still be set
  /// for: what is due before is due then.
  static Step of(
      TaskEntry before, Input input, List<TaskEvent> events, URI source, Instant earliest) {
    TaskEntry after = Evolution.evolve(before, events);
    List<Effect> effects = Effects.of(before, events, after, source);
    Deadline armed = stillArmed(before, input);
    if (after == null) {
      return new Step(null, events, effects, Arming.towards(armed, null));
    }
    Arming arming = Arming.towards(armed, reachable(after.deadline(), earliest));
    TaskEntry kept = after.withArmed(arming.isNothing() ? armed : arming.arm());
    return new Step(kept, events, effects, arming);
  }

  /// Whether there is nothing to write at all.
  public boolean isNothing() {
    return events.isEmpty() && arming.isNothing();
  }

  /// The timer in the store, which is no longer there if it is the one that has just gone off.
  private static Deadline stillArmed(TaskEntry before, Input input) {
    Deadline armed = before == null ? null : before.armed();
    boolean spent =
        armed != null && input instanceof TimerFired timer && timer.due().equals(armed.at());
    return spent ? null : armed;
  }

  private static Deadline reachable(Deadline deadline, Instant earliest) {
    return deadline == null || !deadline.at().isBefore(earliest)
        ? deadline
        : new Deadline(deadline.kind(), earliest);
  }
}
