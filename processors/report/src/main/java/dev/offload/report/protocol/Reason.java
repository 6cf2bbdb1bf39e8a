package dev.offload.report.protocol;

/// Why a report can't be had, now or ever.
public enum Reason {
  /// A source is not what it should be: of another kind, damaged, too large.
  SOURCE("report-source"),
  /// The query is no query, or fails.
  QUERY("report-query"),
  /// The query asks for what queries may not have: files, settings, extensions, other statements.
  FORBIDDEN("report-forbidden"),
  /// The query needs more memory than it may have.
  MEMORY("report-memory"),
  /// The report is not done in time.
  TIMEOUT("report-timeout"),
  /// The answer has more rows than are written.
  ROWS("report-rows"),
  /// The answer has more columns than are written.
  COLUMNS("report-columns"),
  /// A file of the report would be too large, or holds what its format can't.
  OUTPUT("report-output"),
  /// The query needs more disk than it may have.
  SCRATCH("report-scratch"),
  /// The chart names columns that the answer does not have, or that can't be drawn.
  CHART("report-chart");

  private final String code;

  Reason(String code) {
    this.code = code;
  }

  /// The `code` of the task's error.
  public String code() {
    return code;
  }
}
