package dev.offload.worker.run;

import dev.offload.files.FileStore;
import dev.offload.schemas.task.TaskId;
import dev.offload.worker.scratch.LazyProcessSpace;
import java.nio.file.Path;
import java.util.function.Supplier;

/// The files of runs: their tenants' files, and intermediate files.
///
/// Only runs that use files ask for the `store`, which may throw if none is configured.
public record FileSpace(Supplier<FileStore> store, LazyProcessSpace work) {
  public FileSpace(Supplier<FileStore> store, Path workRoot) {
    this(store, new LazyProcessSpace(workRoot));
  }

  RunFiles forTask(String tenant, TaskId task) {
    return new RunFiles(store, work, tenant, task);
  }
}
