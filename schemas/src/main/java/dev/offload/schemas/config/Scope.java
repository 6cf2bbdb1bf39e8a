package dev.offload.schemas.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What an API key may do: submit tasks and files, read them, manage its tenant's keys and
/// schedules and delete tasks and files, or operate the whole service (`admin`).
public enum Scope {
  @JsonProperty("submit")
  SUBMIT,
  @JsonProperty("read")
  READ,
  @JsonProperty("manage")
  MANAGE,
  @JsonProperty("admin")
  ADMIN
}
