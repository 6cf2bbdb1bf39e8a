package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Who submitted a task: a client over HTTP, or Offload itself (a delivery, a chunk). A system task
/// never notifies anybody and has no completion.
public enum Origin {
  @JsonProperty("client")
  CLIENT,
  @JsonProperty("system")
  SYSTEM
}
