package dev.offload.report.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.ReadingOptions;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A database that sources are loaded into, in this process.
final class SourceRig implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path directory;
  private final Database database;

  SourceRig(Path directory) throws IOException, SQLException {
    this.directory = directory;
    this.database = Database.openIn(directory, new Job.Engine(1, 256L << 20, 256L << 20));
  }

  /// Loads a file as table `t`.
  ///
  /// @param name of the file as it was uploaded
  /// @param said members of the source, as a client writes them, with `'` for `"`
  void load(String name, byte[] content, String said)
      throws IOException, SQLException, UnfitReport {
    database.execute("DROP TABLE IF EXISTS t");
    database.execute("DROP SCHEMA IF EXISTS loading CASCADE");
    Files.write(directory.resolve("source-0"), content);
    ReadingOptions reading =
        JSON.readValue("{" + said.replace('\'', '"') + "}", ReadingOptions.class);
    new SourceTables(database, directory)
        .load(new Job.Source("t", "source-0", "application/octet-stream", name, reading));
  }

  void load(String name, String content) throws IOException, SQLException, UnfitReport {
    load(name, content.getBytes(UTF_8), "");
  }

  /// The names and types of the columns, as `a BIGINT, b VARCHAR`.
  String columns() throws IOException, SQLException, UnfitReport {
    return database.read(
        "SELECT column_name || ' ' || column_type FROM (DESCRIBE t)",
        rows -> {
          List<String> found = new ArrayList<>();
          while (rows.next()) {
            found.add(rows.getString(1));
          }
          return String.join(", ", found);
        });
  }

  /// The rows of a query. Each value is as DuckDB writes it, or null.
  List<List<String>> rows(String query) throws IOException, SQLException, UnfitReport {
    return database.read(
        "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (" + query + ")",
        rows -> {
          List<List<String>> found = new ArrayList<>();
          int columns = rows.getMetaData().getColumnCount();
          while (rows.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
              row.add(rows.getString(i));
            }
            found.add(row);
          }
          return found;
        });
  }

  /// Checks that the file is refused because of itself. The parameters are those of [#load].
  ///
  /// @param words a part of what the client is told
  void assertRefused(String name, byte[] content, String said, String words) {
    assertThatExceptionOfType(UnfitReport.class)
        .isThrownBy(() -> load(name, content, said))
        .withMessageStartingWith("source t")
        .withMessageContaining(words)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("[Source", "Feature"))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SOURCE));
  }

  /// A text of which a test has written line breaks, tabs and bars as `{n}`, `{r}`, `{t}`, `{p}`.
  static String text(String written) {
    return written
        .replace("{n}", "\n")
        .replace("{r}", "\r")
        .replace("{t}", "\t")
        .replace("{p}", "|");
  }

  /// The bytes of a file beside the tests.
  static byte[] input(String name) throws IOException {
    try (InputStream in = SourceRig.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
