package dev.offload.ingest.view;

import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.TaskProgress;
import java.util.List;
import java.util.Map;

/// A bean that is told what the view has read, when that is durable here, with its place in the
/// log. It runs on the view's thread, so it has to be quick.
public interface NewsListener {

  /// Reading of `offload.tasks` begins at `positions`; partitions that are missing there begin at
  /// 0. `log` names this life of the topic. This may come again, further back, if the view is
  /// rebuilt.
  void reading(String log, Map<Integer, Long> positions);

  /// New versions, in the order of each partition, and the positions after them.
  void changed(List<TaskNews> news, Map<Integer, Long> positions);

  /// New versions of groups.
  default void grouped(List<GroupStatus> groups) {}

  /// How far attempts are.
  void progressed(List<TaskProgress> progress);
}
