package dev.offload.report;

import static dev.offload.report.RunningReports.ENDLESS;
import static dev.offload.report.RunningReports.SALES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offload.worker.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Reports that are refused, or that would take too much.
class RefusedReportIT {
  @RegisterExtension final RunningReports reports = new RunningReports();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELEC 1 | report-query | syntax error | (line 1, column 1)",
        "SELECT region,{nl}  nope FROM sales | report-query | nope | (line 2, column 3)",
        "SELECT region::INT FROM sales | report-query | north | (line 1, column 14)",
        "SELECT getenv('HOME') | report-query | getenv | (line 1, column 8)",
        "SELECT 1; SELECT 2 | report-forbidden | one SELECT | ''",
        "COPY sales TO '/tmp/offload-report-escape.csv' | report-forbidden | one SELECT | ''",
        "ATTACH '/tmp/offload-report-escape.db' | report-forbidden | one SELECT | ''",
        "INSTALL httpfs | report-forbidden | one SELECT | ''",
        "LOAD '/tmp/x.duckdb_extension' | report-forbidden | one SELECT | ''",
        "SET memory_limit = '100GB' | report-forbidden | one SELECT | ''",
        "FROM read_csv('/etc/passwd') | report-forbidden | /etc/passwd | ''",
        "SELECT * FROM read_text('/etc/passwd') | report-forbidden | /etc/passwd | ''",
        "SELECT * FROM read_blob('/proc/self/environ') | report-forbidden | environ | ''",
        "SELECT * FROM glob('/etc/*') | report-forbidden | /etc/ | ''",
        "FROM read_text('source-0') | report-forbidden | source-0 | ''",
        "FROM sniff_csv('/etc/passwd') | report-forbidden | /etc/passwd | ''",
        "FROM parquet_scan('https://example.org/x') | report-forbidden | example.org | ''",
        "FROM '/etc/passwd' | report-query | does not exist | ''",
      })
  void forbiddenQueryFailsForGoodWithTheReason(
      String query, String code, String words, String place) throws Exception {
    ReportRig task = ReportRig.report(query.replace("{nl}", "\n")).csv("sales", SALES);

    Outcome.Failed failed = (Outcome.Failed) reports.handle(task);

    assertThat(failed.isFinal()).isTrue();
    assertThat(failed.message()).contains(words).contains(place);
    assertThat(failed.code()).isEqualTo(code);
    assertThat(Path.of("/tmp/offload-report-escape.csv")).doesNotExist();
    assertThat(Path.of("/tmp/offload-report-escape.db")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT length(a.x || a.x || a.x || a.x) FROM (SELECT repeat(repeat('x', 1000000), 2000) AS"
            + " x) a",
        "SELECT list(x) FROM (SELECT repeat('x', 1000000) || i AS x FROM range(50000) t(i))",
      })
  void queryThatWantsTooMuchMemoryIsStopped(String query) throws Exception {
    ReportRig task = ReportRig.report(query).csv("sales", SALES);

    Outcome.Failed failed = (Outcome.Failed) reports.handle(task);

    assertThat(failed.code()).isEqualTo("report-memory");
    assertThat(failed.isFinal()).isTrue();
  }

  @Test
  void queryThatNeverEndsIsStopped() throws Exception {
    reports.use("offload.report.time", "PT6S");

    Outcome.Failed failed =
        (Outcome.Failed) reports.handle(ReportRig.report(ENDLESS).csv("sales", SALES));

    assertThat(failed.code()).isEqualTo("report-timeout");
    assertThat(failed.message()).contains("PT6S");
  }

  @Test
  void queryThatSpillsTooMuchIsStopped() throws Exception {
    reports.use("offload.report.scratch", "160M");
    String query =
        "SELECT i, repeat('x', 40) || i AS x FROM range(30000000) t(i) ORDER BY hash(i), x";

    Outcome.Failed failed =
        (Outcome.Failed) reports.handle(ReportRig.report(query).csv("sales", SALES));

    assertThat(failed.code()).isEqualTo("report-scratch");
  }

  @Test
  void answerWithTooManyRowsOrColumnsIsRefused() throws Exception {
    reports.use("offload.report.max-rows", "2", "offload.report.max-columns", "1");

    assertThat(reports.code("FROM range(3)")).isEqualTo("report-rows");
    assertThat(reports.code("FROM range(2)")).isEqualTo("succeeded");
    assertThat(reports.code("SELECT 1 AS a, 2 AS b")).isEqualTo("report-columns");
  }

  @Test
  void fileThatWouldBeTooLargeIsRefused() throws Exception {
    reports.use("offload.report.max-file-size", "10K");

    ReportRig pdf =
        ReportRig.report("SELECT repeat('x', 100) FROM range(200)")
            .csv("sales", SALES)
            .formats("pdf");

    assertThat(reports.code("SELECT repeat('x', 100) FROM range(200)")).isEqualTo("report-output");
    assertThat(((Outcome.Failed) reports.handle(pdf)).code()).isEqualTo("report-output");
  }

  @Test
  void sourceInAnotherFormatOrDamagedIsRefused() throws Exception {
    Outcome parquet = reports.handle(ReportRig.report("FROM t").csv("t", "PAR1 and so on"));
    Outcome damaged =
        reports.handle(
            ReportRig.report("FROM t")
                .source("t", "t.ndjson", "application/x-ndjson", "{\"a\": 1}\n{\"a\": \n"));

    assertThat(((Outcome.Failed) parquet).code()).isEqualTo("report-source");
    assertThat(((Outcome.Failed) damaged).code()).isEqualTo("report-source");
    assertThat(((Outcome.Failed) damaged).message()).startsWith("source t: line 3, column 1: ");
  }

  @Test
  void questionForAColumnThatDoesNotExistIsRefused() throws Exception {
    ReportRig task =
        ReportRig.report(null)
            .csv("sales", SALES)
            .with(
                "ask",
                """
                {"from": "sales", "groupBy": ["region\\" FROM read_text('/etc/passwd') --"]}
                """);

    Outcome.Failed failed = (Outcome.Failed) reports.handle(task);

    assertThat(failed.code()).isEqualTo("report-query");
    assertThat(failed.message()).contains("not found in FROM clause");
  }

  @Test
  void missingFileFailsForGood() throws Exception {
    ReportRig task =
        ReportRig.report("FROM t").with("sources", "[{\"name\": \"t\", \"file\": \"fil_none\"}]");

    assertThat(((Outcome.Failed) reports.handle(task)).code()).isEqualTo("file-not-found");
  }

  @Test
  void chartOfAnUnknownColumnIsRefused() throws Exception {
    ReportRig task =
        ReportRig.report("FROM sales")
            .csv("sales", SALES)
            .formats("html")
            .with("chart", "{\"x\": \"region\", \"y\": [\"profit\"]}");

    Outcome.Failed failed = (Outcome.Failed) reports.handle(task);

    assertThat(failed.code()).isEqualTo("report-chart");
    assertThat(failed.message()).contains("profit").contains("amount");
  }

  @Test
  void fontThatCannotBeReadIsRefusedAtTheStart() {
    assertThatThrownBy(() -> reports.handler("offload.report.pdf-fonts", "/no/such/font.ttf"))
        .hasMessageContaining("offload.report.pdf-fonts");
  }

  @Test
  void tooLittleMemoryIsRefusedAtTheStart() {
    assertThatThrownBy(() -> reports.handler("offload.report.memory", "100M"))
        .hasMessageContaining("offload.report.memory");
  }
}
