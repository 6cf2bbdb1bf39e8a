package dev.offload.ingest.view;

import dev.offload.schemas.task.Task;
import java.util.List;

/// A bean that hears of tasks once the view has them.
public interface TaskListener {

  /// New versions, in the order of each task's; the thread is the view's, so be quick.
  void changed(List<Task> tasks);
}
