package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.WorkItem;
import java.util.ArrayList;
import java.util.List;

/// Workers that take everything a rig hands out, and end tasks when they are told to.
final class StandInWorkers {
  private final LifecycleRig rig;
  private final List<WorkItem> running = new ArrayList<>();

  StandInWorkers(LifecycleRig rig) {
    this.rig = rig;
  }

  /// What has been handed out since the last call.
  List<TaskId> handedOut() {
    List<WorkItem> items = rig.work(Fixtures.QUEUE);
    running.addAll(items);
    return items.stream().map(WorkItem::taskId).toList();
  }

  /// A run of the task that was handed out first. It ends as the test says.
  Run take() {
    WorkItem item = running.removeFirst();
    return new Run(item.taskId(), item.attempt(), "run");
  }

  void endOne() {
    rig.report(take().succeededAtOnce(rig.now()));
  }

  /// Ends what runs until nothing more is handed out. Returns what was handed out.
  List<TaskId> endAll() {
    List<TaskId> order = new ArrayList<>(handedOut());
    while (!running.isEmpty()) {
      endOne();
      order.addAll(handedOut());
    }
    return order;
  }
}
