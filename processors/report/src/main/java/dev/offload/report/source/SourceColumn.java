package dev.offload.report.source;

/// A column of a source. Its type fits all rows.
public record SourceColumn(String name, ColumnType type) {}
