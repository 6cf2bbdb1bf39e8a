package dev.offload.lifecycle.task;

import java.util.Optional;

/// Where the task of a [World] has to wait if its next step would hand it out.
///
/// @param line empty if it need not wait
/// @param isStopped whether it can't run at all, so that it may have no units
record WorldGate(Optional<Line> line, boolean isStopped) {
  static final WorldGate OPEN = new WorldGate(Optional.empty(), false);

  static WorldGate behind(Line line) {
    return new WorldGate(Optional.of(line), false);
  }

  static WorldGate stopped(Line.OfQueue line) {
    return new WorldGate(Optional.of(line), true);
  }

  boolean isOpen() {
    return line.isEmpty();
  }

  /// The machine that has this before it.
  TaskMachine before(TaskMachine machine) {
    if (isOpen()) {
      return machine;
    }
    return isStopped && line.get() instanceof Line.OfQueue ofQueue
        ? machine.stopped(ofQueue)
        : machine.waitingIn(line.get());
  }
}
