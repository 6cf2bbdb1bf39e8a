package dev.offload.ingest.view;

import dev.offload.disk.ProcessLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// Stores in one directory, which is this process's alone.
final class SqliteStores implements ViewStores {
  private final Path directory;
  private final QuestionLimits limits;
  private final ProcessLock lock;

  SqliteStores(Path directory, QuestionLimits limits) {
    this.directory = directory;
    this.limits = limits;
    this.lock = DirectoryLock.take(directory);
  }

  @Override
  public ViewStore open(ViewSource source, Instant now) {
    return SqliteViewStore.open(directory, limits, source, now);
  }

  @Override
  public ViewStore reopen(ViewSource source, Instant now, ViewFailure why) {
    return why instanceof ViewCorrupt
        ? SqliteViewStore.anew(directory, limits, source, now, why.getMessage())
        : open(source, now);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  @Override
  public String toString() {
    return "SQLite in " + directory;
  }
}
