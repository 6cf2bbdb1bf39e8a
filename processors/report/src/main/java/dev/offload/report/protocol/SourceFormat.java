package dev.offload.report.protocol;

/// A kind of file that rows are read from.
public enum SourceFormat {
  CSV,
  NDJSON
}
