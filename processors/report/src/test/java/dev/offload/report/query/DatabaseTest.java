package dev.offload.report.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.report.protocol.Job.Engine;
import dev.offload.report.protocol.Reason;
import dev.offload.report.protocol.UnfitReport;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The locked database is safe by itself, without the check that a query is one SELECT.
class DatabaseTest {
  private static final Engine ENGINE = new Engine(1, 256L << 20, 256L << 20);

  @TempDir Path directory;
  private Database database;

  @BeforeEach
  void open() throws Exception {
    Files.writeString(directory.resolve("secret.csv"), "a\n1\n");
    database = Database.openIn(directory, ENGINE);
    database.lock();
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM read_csv('/etc/passwd')",
        "FROM read_text('{dir}/secret.csv')",
        "FROM read_json('/proc/self/status')",
        "FROM parquet_scan('/etc/passwd')",
        "FROM glob('/etc/*')",
        "FROM sniff_csv('/etc/passwd')",
        "FROM read_duckdb('/etc/passwd')",
        "COPY (SELECT 1) TO '{dir}/stolen.csv'",
        "COPY (SELECT 1) TO '/tmp/offload-report-stolen.csv'",
        "EXPORT DATABASE '{dir}/export'",
        "ATTACH '{dir}/other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "LOAD '{dir}/x.duckdb_extension'",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "SET memory_limit = '100GB'",
        "RESET memory_limit",
        "PRAGMA temp_directory = '/tmp'",
        "SET threads = 64",
        "SET lock_configuration = false",
        "FROM enable_logging('QueryLog', storage = 'file', storage_config = {'path': '/tmp/x'})",
      })
  void nothingOutsideIsReadWrittenOrChanged(String sql) throws Exception {
    String statement = sql.startsWith("FROM") ? "CREATE TABLE x AS " + sql : sql;

    assertThatExceptionOfType(UnfitReport.class)
        .isThrownBy(() -> database.execute(statement.replace("{dir}", directory.toString())))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN));

    assertThat(directory.resolve("stolen.csv")).doesNotExist();
    assertThat(directory.resolve("export")).doesNotExist();
    assertThat(directory.resolve("other.duckdb")).doesNotExist();
    assertThat(Path.of("/tmp/offload-report-stolen.csv")).doesNotExist();
  }

  @Test
  void lockedDatabaseStillHasItsTables() throws Exception {
    database.execute("CREATE TABLE t AS SELECT 7 AS a");

    int a =
        database.read(
            "FROM t",
            rows -> {
              rows.next();
              return rows.getInt(1);
            });

    assertThat(a).isEqualTo(7);
  }
}
