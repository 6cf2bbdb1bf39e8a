package dev.offload.report.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a child process has to do, in the directory in which it is started.
///
/// @param files the files to write there, with the names in [Format#fileName()]
public record Job(
    List<Source> sources,
    Query query,
    List<Format> files,
    Paper paper,
    Engine engine,
    Limits limits) {

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

  /// What is asked.
  ///
  /// @param parameters the values of `$name` in it, without the `$`: texts, numbers, booleans and
  ///     nulls
  public record Query(String sql, Map<String, JsonNode> parameters) {
    public Query {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
  }

  /// What a PDF shows besides the answer.
  ///
  /// @param chart if null, it depends on the columns
  /// @param builtAt when the report was made, for people
  /// @param rows how many rows it shows at most
  /// @param fonts files of fonts for letters that the bundled font lacks
  public record Paper(String title, ChartSpec chart, String builtAt, int rows, List<String> fonts) {
    public Paper {
      fonts = List.copyOf(fonts);
    }
  }

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
