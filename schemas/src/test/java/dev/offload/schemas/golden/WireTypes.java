package dev.offload.schemas.golden;

import dev.offload.schemas.command.Command;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.ControlEntry;
import dev.offload.schemas.config.ScheduleStatus;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.Coordination;
import dev.offload.schemas.work.LimitStatus;
import dev.offload.schemas.work.WorkItem;
import dev.offload.schemas.work.WorkerStatus;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Every record type that goes over the wire: the values of all topics. A sealed type counts
/// as its records.
final class WireTypes {
  /// A completion whose data is a group.
  static final String GROUP_COMPLETION = "GroupCompletion";

  private WireTypes() {}

  static Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Class<?> type :
        List.of(
            Command.class,
            AttemptEvent.class,
            Coordination.class,
            WorkItem.class,
            Task.class,
            TaskProgress.class,
            Completion.class,
            ControlEntry.class,
            WorkerStatus.class,
            ConfigEntry.class,
            ScheduleStatus.class,
            LimitStatus.class,
            GroupStatus.class)) {
      collect(type, names);
    }
    names.add(GROUP_COMPLETION);
    return names;
  }

  private static void collect(Class<?> type, Set<String> names) {
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        collect(permitted, names);
      }
    } else {
      names.add(type.getSimpleName());
    }
  }
}
