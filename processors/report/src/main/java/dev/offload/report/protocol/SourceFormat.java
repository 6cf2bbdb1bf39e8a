package dev.offload.report.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A kind of file that rows are read from.
public enum SourceFormat {
  @JsonProperty("csv")
  CSV,

  /// Objects one after the other (NDJSON), or one array of them.
  @JsonProperty("json")
  JSON
}
