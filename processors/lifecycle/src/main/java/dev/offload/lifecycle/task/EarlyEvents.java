package dev.offload.lifecycle.task;

import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.Checkpointed;
import dev.offload.schemas.work.Heartbeat;
import java.util.ArrayList;
import java.util.List;

/// Attempt events that wait for their task's submission, in the order of the log. Of repeated
/// heartbeats and checkpoints only the last is kept, so that a long run takes bounded room.
/// Other events keep their places.
final class EarlyEvents {
  private EarlyEvents() {}

  static List<AttemptEvent> add(List<AttemptEvent> waiting, AttemptEvent event) {
    List<AttemptEvent> result = new ArrayList<>(waiting);
    if (isRepeated(event)) {
      for (int last = result.size() - 1; last >= 0 && isRepeated(result.get(last)); last--) {
        if (isReplacedBy(event, result.get(last))) {
          result.remove(last);
        }
      }
    }
    result.add(event);
    return result;
  }

  private static boolean isRepeated(AttemptEvent event) {
    return event instanceof Heartbeat || event instanceof Checkpointed;
  }

  private static boolean isReplacedBy(AttemptEvent event, AttemptEvent old) {
    return old.getClass() == event.getClass()
        && old.attempt() == event.attempt()
        && old.runId().equals(event.runId());
  }
}
