package dev.offload.report.protocol;

import java.util.List;

/// What a child process is to do, in the directory it is started in.
///
/// @param files what to write there, each as [Format#fileName()] names it
public record Job(
    List<Source> sources, String query, List<Format> files, Engine engine, Limits limits) {

  public Job {
    sources = List.copyOf(sources);
    files = List.copyOf(files);
  }

  /// A file of rows that the query sees as a table.
  ///
  /// @param file what it is called in the child's directory
  /// @param contentType as it was uploaded
  /// @param name as it was uploaded
  public record Source(
      String table, String file, String contentType, String name, Reading reading) {}

  /// What DuckDB may use.
  ///
  /// @param memory bytes
  /// @param spill bytes on disk for what does not fit into memory
  public record Engine(int threads, long memory, long spill) {}

  /// How much is taken from an answer.
  ///
  /// @param fileSize bytes that one file may have
  /// @param head how many rows are told with the answer, too
  /// @param escapeFormulas whether text that a spreadsheet would run is defused in CSV
  public record Limits(long rows, int columns, long fileSize, int head, boolean escapeFormulas) {}
}
