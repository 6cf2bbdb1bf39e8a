package dev.offload.report.protocol;

/// Why a report can't be made, however often it is tried.
public enum Reason {
  /// A source is damaged, too large, or in another format.
  SOURCE("report-source"),
  /// The query is wrong, or fails.
  QUERY("report-query"),
  /// A parameter of the query has no value, or a value no parameter.
  PARAMETERS("report-parameters"),
  /// The query asks for something forbidden: files, settings, extensions, other statements.
  FORBIDDEN("report-forbidden"),
  /// The query needs more memory than it may have.
  MEMORY("report-memory"),
  /// The report was not done in time.
  TIMEOUT("report-timeout"),
  /// The answer has too many rows.
  ROWS("report-rows"),
  /// The answer has too many columns.
  COLUMNS("report-columns"),
  /// A file of the report would be too large, or would have something that its format can't
  /// have.
  OUTPUT("report-output"),
  /// The query needs more disk than it may have.
  SCRATCH("report-scratch"),
  /// The chart names a column that the answer does not have, or that can't be drawn.
  CHART("report-chart");

  private final String code;

  Reason(String code) {
    this.code = code;
  }

  /// The code of the task's error.
  public String code() {
    return code;
  }
}
