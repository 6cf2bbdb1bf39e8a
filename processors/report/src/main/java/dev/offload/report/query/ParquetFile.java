package dev.offload.report.query;

import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A Parquet file, which DuckDB writes. A column whose type Parquet does not have is text, since
/// DuckDB would round its values: it writes a HUGEINT as a DOUBLE, and an INTERVAL without its
/// microseconds.
final class ParquetFile {
  private static final Pattern KEPT =
      Pattern.compile(
          "BOOLEAN|U?(TINY|SMALL|BIG)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\\(.*\\)|VARCHAR|BLOB|DATE"
              + "|TIME|TIMESTAMP(_S|_MS|_NS)?|TIMESTAMP WITH TIME ZONE|UUID|JSON");

  private static final Pattern NESTED =
      Pattern.compile("STRUCT\\(.*|MAP\\(.*|.*\\[[0-9]*]", Pattern.DOTALL);

  /// What a structure must not have to be kept as one.
  private static final Pattern ROUNDED =
      Pattern.compile("HUGEINT|BIGNUM|INTERVAL|BIT|UNION|VARIANT|TIME WITH|TIME_NS");

  /// A HUGEINT that is used as a whole number nearly always fits into this.
  private static final String WHOLE = "DECIMAL(38,0)";

  private ParquetFile() {}

  static void write(Database database, List<AnswerColumn> columns, Path file, long maxSize)
      throws IOException, SQLException, UnfitReport {
    List<String> selected = new ArrayList<>();
    for (AnswerColumn column : columns) {
      selected.add(selected(database, column));
    }
    database.execute(
        "COPY (SELECT %s FROM %s) TO %s (FORMAT parquet, COMPRESSION zstd)"
            .formatted(
                String.join(", ", selected),
                Answer.TABLE,
                Sql.text(file.toAbsolutePath().toString())));
    LimitedFile.require(file, Files.size(file), maxSize);
  }

  private static String selected(Database database, AnswerColumn column)
      throws IOException, SQLException, UnfitReport {
    String type = column.column().type();
    String name = Sql.name(column.column().name());
    if (KEPT.matcher(type).matches()
        || (NESTED.matcher(type).matches() && !ROUNDED.matcher(type).find())) {
      return name;
    }
    boolean whole = type.equals("HUGEINT") || type.equals("UHUGEINT");
    return "CAST(%s AS %s) AS %s"
        .formatted(name, whole && fits(database, name) ? WHOLE : "VARCHAR", name);
  }

  private static boolean fits(Database database, String name)
      throws IOException, SQLException, UnfitReport {
    return database.read(
        "SELECT count(*) FROM %s WHERE %s IS NOT NULL AND TRY_CAST(%s AS %s) IS NULL"
            .formatted(Answer.TABLE, name, name, WHOLE),
        rows -> {
          rows.next();
          return rows.getLong(1) == 0;
        });
  }
}
