package dev.offload.worker.scratch;

import java.io.IOException;
import java.nio.file.Path;

/// The [ProcessSpace] of a process that may never need one. It is made for the first
/// directory.
public final class LazyProcessSpace implements AutoCloseable {
  private final Path root;
  private ProcessSpace space;

  public LazyProcessSpace(Path root) {
    this.root = root;
  }

  public synchronized Path directory(String prefix) throws IOException {
    if (space == null) {
      space = ProcessSpace.open(root);
    }
    return space.directory(prefix);
  }

  @Override
  public synchronized void close() throws IOException {
    if (space != null) {
      space.close();
      space = null;
    }
  }
}
