package dev.offload.report.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFileTest {
  @TempDir Path directory;

  @Test
  void valuesAndTypesAreKept() throws Exception {
    assertThat(
            readBack(
                "SELECT 7::BIGINT AS n, 1.50::DECIMAL(9,2) AS d, 'x' AS t, DATE '2026-01-02' AS day,"
                    + " TIMESTAMP '2026-01-02 10:00:00.123456' AS at, [1, 2] AS list,"
                    + " {'a': 1} AS struct, NULL::BOOLEAN AS b"))
        .containsExactly(
            "BIGINT 7",
            "DECIMAL(9,2) 1.50",
            "VARCHAR x",
            "DATE 2026-01-02",
            "TIMESTAMP 2026-01-02 10:00:00.123456",
            "INTEGER[] [1, 2]",
            "STRUCT(a INTEGER) {'a': 1}",
            "BOOLEAN null");
  }

  @Test
  void valuesThatParquetWouldRoundAreDecimalsOrTexts() throws Exception {
    assertThat(
            readBack(
                "SELECT sum(9007199254740993) AS s,"
                    + " 170141183460469231731687303715884105727::HUGEINT AS large,"
                    + " [170141183460469231731687303715884105727::HUGEINT] AS list,"
                    + " INTERVAL 1 MICROSECOND AS i"))
        .containsExactly(
            "DECIMAL(38,0) 9007199254740993",
            "VARCHAR 170141183460469231731687303715884105727",
            "VARCHAR [170141183460469231731687303715884105727]",
            "VARCHAR 00:00:00.000001");
  }

  @Test
  void fileThatIsTooLargeIsRefused() throws Exception {
    try (AnswerRig rig = new AnswerRig(directory, "SELECT uuid() AS a FROM range(1000)")) {
      Path file = directory.resolve("report.parquet");

      assertThatExceptionOfType(LimitedFile.Full.class)
          .isThrownBy(() -> ParquetFile.write(rig.database, rig.answer.columns(), file, 1_000));
    }
  }

  /// The types and values of the first row.
  private List<String> readBack(String query) throws Exception {
    Path file = directory.resolve("report.parquet");
    try (AnswerRig rig = new AnswerRig(directory, query)) {
      ParquetFile.write(rig.database, rig.answer.columns(), file, AnswerRig.LARGE);
      return rig.database.read(
          "FROM " + Sql.text(file.toString()),
          rows -> {
            rows.next();
            List<String> found = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
              found.add(rows.getMetaData().getColumnTypeName(i) + " " + rows.getString(i));
            }
            return found;
          });
    }
  }
}
