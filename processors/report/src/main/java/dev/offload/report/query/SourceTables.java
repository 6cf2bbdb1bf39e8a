package dev.offload.report.query;

import dev.offload.report.protocol.Job.Source;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;

/// Makes a table of each source. Types are found by looking at the first 20,480 rows, and where a
/// later one does not fit them by looking at all.
final class SourceTables {
  private static final String FIRST_ROWS = "";
  private static final String ALL_ROWS = ", sample_size = -1";

  private final Database database;

  SourceTables(Database database) {
    this.database = database;
  }

  void load(Source source) throws UnfitReport {
    try {
      create(source, FIRST_ROWS);
    } catch (UnfitReport _) {
      try {
        create(source, ALL_ROWS);
      } catch (UnfitReport e) {
        throw refusal(source, e);
      }
    }
  }

  private void create(Source source, String sample) throws UnfitReport {
    String rows =
        switch (source.format()) {
          case CSV -> "read_csv('%s'%s)";
          case NDJSON -> "read_json('%s', format = 'newline_delimited'%s)";
        };
    database.execute(
        "CREATE TABLE %s AS FROM %s"
            .formatted(Sql.name(source.table()), rows.formatted(source.file(), sample)));
  }

  private static UnfitReport refusal(Source source, UnfitReport e) {
    return switch (e.reason()) {
      case MEMORY, SCRATCH -> e;
      case SOURCE, QUERY, FORBIDDEN, TIMEOUT, ROWS, COLUMNS, OUTPUT, CHART -> {
        // The rest tells which settings of DuckDB's reader could be others: not the sender's to
        // change.
        String words = e.getMessage().split("\nPossible |\n\nPossible |\n\n {2}file = ", 2)[0];
        yield new UnfitReport(
            Reason.SOURCE,
            "source %s can't be read as %s: %s"
                .formatted(
                    source.table(),
                    source.format(),
                    words.replace(source.file(), source.table()).strip()));
      }
    };
  }
}
