package dev.offload.ingest.view;

import dev.offload.schemas.task.Task;
import java.util.List;

/// A bean that is told of tasks when the view has them.
public interface TaskListener {

  /// New versions, in order for each task. This runs on the view's thread, so it has to be quick.
  void changed(List<Task> tasks);
}
