package dev.offload.report.query;

import dev.offload.report.protocol.Job.Source;
import dev.offload.report.protocol.UnfitReport;
import dev.offload.report.source.SourceColumn;
import dev.offload.report.source.SourceRows;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Collectors;

/// Makes a table from each source. A source is read twice: first to find its columns, with
/// types that fit all rows, and then to fill the table.
final class SourceTables {
  private static final String LOADING = "loading";

  private final Database database;
  private final Path directory;

  SourceTables(Database database, Path directory) {
    this.database = database;
    this.directory = directory;
  }

  void load(Source source) throws IOException, SQLException, UnfitReport {
    SourceRows rows = dev.offload.report.source.Source.survey(directory, source);
    if (rows.columns().stream().noneMatch(column -> column.type().isNested())) {
      fill("main", source, rows);
      return;
    }
    database.execute("CREATE SCHEMA " + LOADING);
    fill(LOADING, source, rows);
    String table = Sql.name(source.table());
    database.execute(
        "CREATE TABLE main.%s AS SELECT %s FROM %s.%s"
            .formatted(
                table,
                rows.columns().stream()
                    .map(SourceTables::converted)
                    .collect(Collectors.joining(", ")),
                LOADING,
                table));
    database.execute("DROP SCHEMA %s CASCADE".formatted(LOADING));
  }

  private void fill(String schema, Source source, SourceRows rows)
      throws IOException, SQLException, UnfitReport {
    String columns =
        rows.columns().stream()
            .map(column -> Sql.name(column.name()) + ' ' + filled(column))
            .collect(Collectors.joining(", "));
    database.execute(
        "CREATE TABLE %s.%s (%s)".formatted(schema, Sql.name(source.table()), columns));
    try (TableFiller filler =
        new TableFiller(database.appender(schema, source.table()), source, rows.columns())) {
      rows.forEach(filler);
    } catch (SQLException e) {
      throw DuckDbFailure.of(e).asRefusal("", 0);
    }
  }

  /// DuckDB's appender does not support nested structures. They are filled in as JSON first.
  private static String filled(SourceColumn column) {
    return column.type().isNested() ? "JSON" : column.type().sql();
  }

  private static String converted(SourceColumn column) {
    String name = Sql.name(column.name());
    return column.type().isNested()
        ? "CAST(%s AS %s) AS %s".formatted(name, column.type().sql(), name)
        : name;
  }
}
