package dev.offload.lifecycle.task;

import dev.offload.schemas.attempt.AttemptEvent;
import dev.offload.schemas.attempt.Checkpointed;
import dev.offload.schemas.attempt.Heartbeat;
import java.util.ArrayList;
import java.util.List;

/// Attempt events that wait for their task's submission, in log order. Of those that a long run
/// repeats only the last one waits, so that waiting takes bounded room.
final class EarlyEvents {
  private EarlyEvents() {}

  static List<AttemptEvent> add(List<AttemptEvent> waiting, AttemptEvent event) {
    List<AttemptEvent> result = new ArrayList<>(waiting);
    if (event instanceof Heartbeat || event instanceof Checkpointed) {
      result.removeIf(
          old -> old.getClass() == event.getClass() && old.runId().equals(event.runId()));
    }
    result.add(event);
    return result;
  }
}
