package dev.offload.report;

import static dev.offload.report.RunningReports.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.fetch.SourceFetch;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.work.ChildDetail;
import dev.offload.schemas.work.Children;
import dev.offload.worker.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The results of reports by real child processes.
class ReportHandlerIT {
  @RegisterExtension final RunningReports reports = new RunningReports();

  @Test
  void groupByOverManyRowsIsRight() throws Exception {
    // Given
    Random random = new Random(4711);
    Map<String, Long> counts = new TreeMap<>();
    Map<String, Long> sums = new HashMap<>();
    StringBuilder csv = new StringBuilder("city,amount\n");
    for (int i = 0; i < 200_000; i++) {
      String city = "city " + random.nextInt(50);
      long amount = random.nextInt(1_000);
      counts.merge(city, 1L, Long::sum);
      sums.merge(city, amount, Long::sum);
      csv.append(city).append(',').append(amount).append('\n');
    }
    ReportRig task =
        ReportRig.report(
                "SELECT city, count(*) AS orders, sum(amount) AS total FROM orders GROUP BY city"
                    + " ORDER BY city")
            .csv("orders", csv.toString())
            .formats("csv", "xlsx", "json", "parquet", "html");

    // When
    Outcome outcome = reports.handle(task);

    // Then
    List<String> expected = new ArrayList<>(List.of("city,orders,total"));
    counts.forEach((city, count) -> expected.add(city + "," + count + "," + sums.get(city)));
    assertThat(task.text("report.csv").split("\r\n")).containsExactlyElementsOf(expected);
    assertThat(ReportRig.result(outcome).path("rows").asLong()).isEqualTo(counts.size());
    assertThat(((Outcome.Succeeded) outcome).files()).hasSize(5);
    assertThat(Json.MAPPER.readTree(task.bytes("report.json"))).hasSize(counts.size());
    assertThat(task.bytes("report.parquet"))
        .startsWith('P', 'A', 'R', '1')
        .endsWith('P', 'A', 'R', '1');
    assertThat(task.progress()).last().matches(progress -> progress.done() == progress.total());
  }

  @Test
  void rowsAtUrlsAreFetchedFirst() throws Exception {
    ReportRig task =
        ReportRig.report("SELECT region, name FROM sales JOIN people USING (region)")
            .url("sales", "https://shop.example/sales.csv")
            .csv("people", "region,name\nnorth,Ada\n");

    assertThat(reports.handle(task)).isEqualTo(Outcome.delegated(1));

    assertThat(task.spawned)
        .extracting(child -> SourceFetch.of(child.spec().input()).url().toString())
        .containsExactly("https://shop.example/sales.csv");
    OutputFile made = OutputFile.of("fil_made", "sales.csv", "text/csv", 1, "0".repeat(64));
    task.file("fil_made", "sales.csv", "region\nnorth\nsouth\n");
    task.ended =
        new Children(1, 1, 0, Map.of(), List.of(new ChildDetail(0, List.of(made), null)), 1);
    assertThat(ReportRig.result(reports.handle(task)).path("rows").asInt()).isEqualTo(1);
    assertThat(task.text("report.csv")).isEqualTo("region,name\r\nnorth,Ada\r\n");
  }

  @Test
  void resultShowsColumnsAndFirstRows() throws Exception {
    ReportRig task =
        ReportRig.report(
                "SELECT region, sum(amount)::BIGINT AS total FROM sales GROUP BY 1 ORDER BY 1")
            .csv("sales", SALES);

    JsonNode result = ReportRig.result(reports.handle(task));

    assertThat(Json.MAPPER.readTree(result.toString()))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"rows": 2,
                 "columns": [{"name": "region", "type": "VARCHAR"}, {"name": "total", "type": "BIGINT"}],
                 "preview": [["north", 15], ["south", 20]]}
                """));
  }

  @Test
  void valuesOfParametersAreBound() throws Exception {
    ReportRig task =
        ReportRig.report("SELECT amount FROM sales WHERE region = $region AND amount > $least")
            .csv("sales", SALES)
            .with("parameters", "{\"region\": \"north\", \"least\": 7.5}");

    reports.handle(task);

    assertThat(task.text("report.csv")).isEqualTo("amount\r\n10\r\n");
  }

  @Test
  void pdfOfManyRowsIsMadeInLittleMemoryAndSaysThatThereAreMore() throws Exception {
    reports.use("offload.report.pdf-rows", "20000", "offload.report.memory", "400M");
    ReportRig task =
        ReportRig.report(
                "SELECT range AS n, 'row ' || range AS text, range * 0.5 AS half FROM"
                    + " range(300000)")
            .csv("sales", SALES)
            .formats("pdf", "csv");

    reports.handle(task);

    try (PDDocument pdf = Loader.loadPDF(task.bytes("report.pdf"))) {
      assertThat(pdf.getNumberOfPages()).isGreaterThan(300);
      PDFTextStripper end = new PDFTextStripper();
      end.setStartPage(pdf.getNumberOfPages());
      assertThat(end.getText(pdf))
          .contains("row 19999")
          .contains("The first 20,000 of 300,000 rows. All of them are in report.csv.");
    }
  }

  @Test
  void questionWithoutSqlIsAnswered() throws Exception {
    ReportRig task =
        ReportRig.report(null)
            .csv("sales", SALES + "east,\nwest,7\n")
            .with(
                "ask",
                """
                {"from": "sales", "groupBy": ["region"],
                 "measures": [{"sum": "amount", "as": "amount"}, {"count": "*"}, {"average": "amount"}],
                 "filter": [{"column": "region", "contains": "TH"}, {"column": "amount", "atMost": 20},
                            {"column": "region", "isNot": "x' OR true --"}],
                 "sort": [{"by": "amount", "descending": true}], "limit": 3}
                """);

    reports.handle(task);

    assertThat(task.text("report.csv"))
        .isEqualTo("region,amount,rows,average of amount\r\nsouth,20,1,20\r\nnorth,15,2,7.5\r\n");
  }

  @Test
  void ndjsonJoinsCsv() throws Exception {
    ReportRig task =
        ReportRig.report(
                "SELECT s.amount, r.boss.name AS boss FROM sales s JOIN regions r USING (region)"
                    + " ORDER BY s.amount")
            .csv("sales", SALES)
            .source(
                "regions",
                "regions",
                "application/octet-stream",
                """
                {"region": "north", "boss": {"name": "Ada"}}
                {"region": "south", "boss": {"name": "Bob"}}
                """);

    reports.handle(task);

    assertThat(task.text("report.csv")).isEqualTo("amount,boss\r\n5,Ada\r\n10,Ada\r\n20,Bob\r\n");
  }

  @Test
  void lateRowOfAnotherTypeMakesItsColumnText() throws Exception {
    ReportRig task =
        ReportRig.report("SELECT max(a) AS a FROM t")
            .csv("t", "a\n" + "1\n".repeat(30_000) + "x\n");

    reports.handle(task);

    assertThat(task.text("report.csv")).isEqualTo("a\r\nx\r\n");
  }

  @Test
  void lateFractionsAreSummedUp() throws Exception {
    ReportRig task =
        ReportRig.report("SELECT sum(a) AS a FROM t; -- of all")
            .csv("t", "a\n" + "10\n".repeat(30_000) + "0.75\n".repeat(1_000));

    reports.handle(task);

    assertThat(task.text("report.csv")).isEqualTo("a\r\n300750\r\n");
  }

  @Test
  void settingsOfASourceAreUsed() throws Exception {
    ReportRig task =
        ReportRig.report("SELECT name, price FROM t")
            .csv("t", "name;price\nMüller;1,50\n".getBytes(StandardCharsets.ISO_8859_1))
            .saying("t", "encoding", "\"ISO-8859-1\"")
            .saying("t", "decimal", "\",\"")
            .saying("t", "columns", "{\"price\": \"DECIMAL(9,2)\"}");

    reports.handle(task);

    assertThat(task.text("report.csv")).isEqualTo("name,price\r\nMüller,1.50\r\n");
  }
}
