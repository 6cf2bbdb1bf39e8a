package dev.offload.report.supervision;

import java.time.Duration;

/// What a child may use before it is killed.
///
/// @param memory resident memory, in bytes
/// @param scratch disk, in bytes
public record ChildLimits(long memory, long scratch, Duration time) {
  private static final int DUCKDBS_PART = 2;
  private static final int HEAPS_PART = 4;

  /// DuckDB's own limit, in bytes. It does not keep to it everywhere, so the child is killed
  /// at its limit.
  public long engineMemory() {
    return memory / DUCKDBS_PART;
  }

  long heap() {
    return memory / HEAPS_PART;
  }
}
