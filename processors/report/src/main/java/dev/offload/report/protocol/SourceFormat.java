package dev.offload.report.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A format from which rows are read.
public enum SourceFormat {
  @JsonProperty("csv")
  CSV,

  /// Objects one after the other (NDJSON), or one array of objects.
  @JsonProperty("json")
  JSON
}
