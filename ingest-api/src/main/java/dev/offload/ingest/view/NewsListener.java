package dev.offload.ingest.view;

import dev.offload.schemas.task.TaskProgress;
import java.util.List;
import java.util.Map;

/// A bean that hears what the view reads once it is durable here, with its place in the log. The
/// thread is the view's, so be quick.
public interface NewsListener {

  /// Reading of `offload.tasks` begins at `positions`; what is missing there begins at 0. `log`
  /// names this life of the topic. May come again, further back: then the view is being rebuilt.
  void reading(String log, Map<Integer, Long> positions);

  /// New versions, in the order of each partition, and where reading goes on after them.
  void changed(List<TaskNews> news, Map<Integer, Long> positions);

  /// How far attempts are.
  void progressed(List<TaskProgress> progress);
}
