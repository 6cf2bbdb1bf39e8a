package dev.offload.schemas.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What to do about a schedule's missed firings.
public enum MissedRuns {
  /// Missed firings are skipped.
  @JsonProperty("skip")
  SKIP,
  /// The last missed firing is submitted.
  @JsonProperty("run-once")
  RUN_ONCE,
  /// All missed firings are submitted, one after the other, as far back as the lifecycle goes.
  @JsonProperty("run-all")
  RUN_ALL
}
