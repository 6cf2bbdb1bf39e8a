package dev.offload.report.protocol;

import java.util.List;

/// What a child process has to do, in the directory in which it is started.
///
/// @param files the files to write there, with the names in [Format#fileName()]
public record Job(
    List<Source> sources, String query, List<Format> files, Engine engine, Limits limits) {

  public Job {
    sources = List.copyOf(sources);
    files = List.copyOf(files);
  }

  /// A file of rows that the query sees as a table.
  ///
  /// @param file its name in the child's directory
  /// @param contentType as given in the upload
  /// @param name as given in the upload
  public record Source(
      String table, String file, String contentType, String name, ReadingOptions reading) {}

  /// What DuckDB may use at most.
  ///
  /// @param memory in bytes
  /// @param spill disk for what does not fit into memory, in bytes
  public record Engine(int threads, long memory, long spill) {}

  /// How large an answer may be, and how it is written.
  ///
  /// @param fileSize the largest size of one file, in bytes
  /// @param head how many of the first rows are sent to the parent
  /// @param escapeFormulas whether formulas are escaped in CSV
  public record Limits(long rows, int columns, long fileSize, int head, boolean escapeFormulas) {}
}
