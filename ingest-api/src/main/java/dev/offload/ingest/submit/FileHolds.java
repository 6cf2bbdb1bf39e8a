package dev.offload.ingest.submit;

import dev.offload.files.Hold;
import java.util.List;

/// Keeps files from being deleted until the submission that names them is in the log, or never will
/// be.
public final class FileHolds implements AutoCloseable {
  static final FileHolds NONE = new FileHolds(List.of());

  private final List<Hold> holds;

  FileHolds(List<Hold> holds) {
    this.holds = List.copyOf(holds);
  }

  /// Lets go on another thread, for callers that must not wait for a disk.
  void closeBeside() {
    if (!holds.isEmpty()) {
      Thread.ofVirtual().name("let-go-of-files").start(this::close);
    }
  }

  @Override
  public void close() {
    holds.forEach(Hold::close);
  }
}
