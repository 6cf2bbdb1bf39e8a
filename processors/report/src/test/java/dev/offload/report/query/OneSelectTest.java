package dev.offload.report.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.report.protocol.Job;
import dev.offload.report.protocol.UnfitReport;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneSelectTest {
  @TempDir Path directory;
  private Database database;

  @BeforeEach
  void open() throws Exception {
    database = Database.openIn(directory, new Job.Engine(1, 256L << 20, 256L << 20));
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a;b' AS x",
        "SELECT 'a;b' AS x;",
        "SELECT 'a;b' AS x;  \n",
        "SELECT 'a;b' AS x ; -- all of them",
        "SELECT 'a;b' AS x; -- one; two;\n",
        "SELECT 'a;b' AS x;; ; /* done; */ -- really",
        "SELECT 'a;b' AS x -- no end; at all",
        "SELECT 'a;b' AS x /* ; */",
        "-- first; of all\nSELECT 'a;b' AS x; /* ; */",
        "SELECT $$a;b$$ AS x;--",
        "WITH w AS (SELECT 'a;b' AS x) FROM w; /* the\nend */",
      })
  void textAfterTheQueryIsIgnored(String query) throws Exception {
    OneSelect.of(new Job.Query(query, Map.of()), database).keepAnswer(database, 10);

    String x =
        database.read(
            "SELECT x FROM answer.report",
            rows -> {
              rows.next();
              return rows.getString(1);
            });
    assertThat(x).isEqualTo("a;b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1; SELECT 2", "SELECT 1; SELECT 2; -- x", "; -- nothing", ""})
  void severalQueriesOrNoneAreRefused(String query) {
    assertThatExceptionOfType(UnfitReport.class)
        .isThrownBy(() -> OneSelect.of(new Job.Query(query, Map.of()), database));
  }

  @Test
  void placeOfAnErrorIsThatInTheQuery() throws Exception {
    OneSelect select = OneSelect.of(new Job.Query("SELECT 1,\n  nope; -- end", Map.of()), database);

    assertThatExceptionOfType(UnfitReport.class)
        .isThrownBy(() -> select.keepAnswer(database, 10))
        .withMessageContaining("(line 2, column 3)");
  }
}
