package dev.offload.schemas.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What an API key may do: submit tasks and files, read them, manage its tenant's keys and
/// schedules and delete tasks and files, see how busy the queues are and nothing else (`queues`,
/// for autoscalers), or operate the whole service (`admin`, which covers `queues`).
public enum Scope {
  @JsonProperty("submit")
  SUBMIT,
  @JsonProperty("read")
  READ,
  @JsonProperty("manage")
  MANAGE,
  @JsonProperty("queues")
  QUEUES,
  @JsonProperty("admin")
  ADMIN
}
