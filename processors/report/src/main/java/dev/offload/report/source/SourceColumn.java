package dev.offload.report.source;

/// A column of a source, whose type holds for all of its rows.
public record SourceColumn(String name, ColumnType type) {}
