package dev.offload.schemas.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What becomes of a schedule's runs whose time passed while nobody could submit them.
public enum MissedRuns {
  /// They are passed over.
  @JsonProperty("skip")
  SKIP,
  /// The last of them is made up for.
  @JsonProperty("run-once")
  RUN_ONCE,
  /// All of them are made up for, one after the other, as far back as the lifecycle goes.
  @JsonProperty("run-all")
  RUN_ALL
}
