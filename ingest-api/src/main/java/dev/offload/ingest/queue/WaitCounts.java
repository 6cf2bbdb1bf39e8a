package dev.offload.ingest.queue;

import dev.offload.schemas.task.WaitingFor.Reason;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How many tasks wait for what.
@Schema(
    description = "How many tasks do not run yet, by the reason that waitingFor gives.",
    requiredProperties = {
      "paused",
      "limit",
      "turn",
      "time",
      "worker",
      "backoff",
      "debounce",
      "tasks"
    })
public record WaitCounts(
    @Schema(description = "Tasks whose queue or tenant is paused.") int paused,
    @Schema(description = "Tasks that wait for units of a limit.") int limit,
    @Schema(description = "Tasks that wait for the tasks before them.") int turn,
    @Schema(description = "Tasks whose time has not come yet.") int time,
    @Schema(description = "Tasks that wait for a worker, since none serves the queue.") int worker,
    @Schema(description = "Tasks that wait between two attempts.") int backoff,
    @Schema(description = "Tasks that wait for later tasks with the same debounce key.")
        int debounce,
    @Schema(description = "Tasks that wait for other tasks to succeed.") int tasks) {

  /// Counts tasks one group after another.
  static final class Counter {
    private final Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
    private int total;

    void add(Reason reason, int count) {
      counts.merge(reason, count, Integer::sum);
      total += count;
    }

    int total() {
      return total;
    }

    WaitCounts counts() {
      return new WaitCounts(
          of(Reason.PAUSED),
          of(Reason.LIMIT),
          of(Reason.TURN),
          of(Reason.TIME),
          of(Reason.WORKER),
          of(Reason.BACKOFF),
          of(Reason.DEBOUNCE),
          of(Reason.TASKS));
    }

    private int of(Reason reason) {
      return counts.getOrDefault(reason, 0);
    }
  }
}
