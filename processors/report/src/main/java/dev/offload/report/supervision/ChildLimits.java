package dev.offload.report.supervision;

import java.time.Duration;

/// What a child may take before it is killed.
///
/// @param memory bytes that are resident
/// @param scratch bytes on disk
public record ChildLimits(long memory, long scratch, Duration time) {
  private static final int DUCKDBS_PART = 2;
  private static final int HEAPS_PART = 4;

  /// What DuckDB itself is told to keep to, in bytes. Not all that it takes heeds this: the kill
  /// does.
  public long engineMemory() {
    return memory / DUCKDBS_PART;
  }

  long heap() {
    return memory / HEAPS_PART;
  }
}
