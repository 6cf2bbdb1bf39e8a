package dev.offload.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import dev.offload.worker.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Reports by real child processes.
class ReportHandlerIT {
  private static final String SALES = "region,amount\nnorth,10\nsouth,20\nnorth,5\n";
  private static final String ENDLESS =
      "SELECT count(*) AS n FROM range(100000000) a, range(100000000) b WHERE (a.range * b.range) %"
          + " 7 = 3";

  @TempDir Path directory;
  private ReportHandler handler;

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    assertThat(reportDirectories()).isEmpty();
    if (handler != null) {
      handler.close();
    }
    assertThat(children()).isEmpty();
  }

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
            .formats("csv", "xlsx", "html");

    // When
    Outcome outcome = handler().handle(task);

    // Then
    List<String> expected = new ArrayList<>(List.of("city,orders,total"));
    counts.forEach((city, count) -> expected.add(city + "," + count + "," + sums.get(city)));
    assertThat(task.text("report.csv").split("\r\n")).containsExactlyElementsOf(expected);
    assertThat(ReportRig.result(outcome).path("rows").asLong()).isEqualTo(counts.size());
    assertThat(((Outcome.Succeeded) outcome).files()).hasSize(3);
    assertThat(task.progress()).last().matches(progress -> progress.done() == progress.total());
  }

  @Test
  void resultTellsColumnsAndFirstRows() throws Exception {
    ReportRig task =
        ReportRig.report(
                "SELECT region, sum(amount)::BIGINT AS total FROM sales GROUP BY 1 ORDER BY 1")
            .csv("sales", SALES);

    JsonNode result = ReportRig.result(handler().handle(task));

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

    handler().handle(task);

    assertThat(task.text("report.csv")).isEqualTo("amount,boss\r\n5,Ada\r\n10,Ada\r\n20,Bob\r\n");
  }

  @Test
  void lateRowOfAnotherTypeMakesItsColumnText() throws Exception {
    ReportRig task =
        ReportRig.report("SELECT max(a) AS a FROM t")
            .csv("t", "a\n" + "1\n".repeat(30_000) + "x\n");

    handler().handle(task);

    assertThat(task.text("report.csv")).isEqualTo("a\r\nx\r\n");
  }

  @Test
  void lateFractionsAreSummedUp() throws Exception {
    ReportRig task =
        ReportRig.report("SELECT sum(a) AS a FROM t; -- of all")
            .csv("t", "a\n" + "10\n".repeat(30_000) + "0.75\n".repeat(1_000));

    handler().handle(task);

    assertThat(task.text("report.csv")).isEqualTo("a\r\n300750\r\n");
  }

  @Test
  void whatASourceSaysIsHeeded() throws Exception {
    ReportRig task =
        ReportRig.report("SELECT name, price FROM t")
            .csv("t", "name;price\nMüller;1,50\n".getBytes(StandardCharsets.ISO_8859_1))
            .saying("t", "encoding", "\"ISO-8859-1\"")
            .saying("t", "decimal", "\",\"")
            .saying("t", "columns", "{\"price\": \"DECIMAL(9,2)\"}");

    handler().handle(task);

    assertThat(task.text("report.csv")).isEqualTo("name,price\r\nMüller,1.50\r\n");
  }

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
  void queryThatMayNotBeFailsForGoodAndSaysWhy(
      String query, String code, String words, String place) throws Exception {
    ReportRig task = ReportRig.report(query.replace("{nl}", "\n")).csv("sales", SALES);

    Outcome.Failed failed = (Outcome.Failed) handler().handle(task);

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

    Outcome.Failed failed = (Outcome.Failed) handler().handle(task);

    assertThat(failed.code()).isEqualTo("report-memory");
    assertThat(failed.isFinal()).isTrue();
  }

  @Test
  void queryThatNeverEndsIsStopped() throws Exception {
    handler = handler("offload.report.time", "PT6S");

    Outcome.Failed failed =
        (Outcome.Failed) handler.handle(ReportRig.report(ENDLESS).csv("sales", SALES));

    assertThat(failed.code()).isEqualTo("report-timeout");
    assertThat(failed.message()).contains("PT6S");
  }

  @Test
  void queryThatSpillsTooMuchIsStopped() throws Exception {
    handler = handler("offload.report.scratch", "160M");
    String query =
        "SELECT i, repeat('x', 40) || i AS x FROM range(30000000) t(i) ORDER BY hash(i), x";

    Outcome.Failed failed =
        (Outcome.Failed) handler.handle(ReportRig.report(query).csv("sales", SALES));

    assertThat(failed.code()).isEqualTo("report-scratch");
  }

  @Test
  void answerWithTooManyRowsOrColumnsIsRefused() throws Exception {
    handler = handler("offload.report.max-rows", "2", "offload.report.max-columns", "1");

    assertThat(code("FROM range(3)")).isEqualTo("report-rows");
    assertThat(code("FROM range(2)")).isEqualTo("succeeded");
    assertThat(code("SELECT 1 AS a, 2 AS b")).isEqualTo("report-columns");
  }

  @Test
  void fileThatWouldBeTooLargeIsRefused() throws Exception {
    handler = handler("offload.report.max-file-size", "10K");

    assertThat(code("SELECT repeat('x', 100) FROM range(200)")).isEqualTo("report-output");
  }

  @Test
  void moreRowsThanASheetHoldsAreRefused() throws Exception {
    ReportRig task = ReportRig.report("FROM range(1048576)").csv("sales", SALES).formats("xlsx");

    Outcome.Failed failed = (Outcome.Failed) handler().handle(task);

    assertThat(failed.code()).isEqualTo("report-rows");
    assertThat(failed.message()).contains("1,048,575");
  }

  @Test
  void sourceThatIsNoTableIsRefused() throws Exception {
    Outcome parquet = handler().handle(ReportRig.report("FROM t").csv("t", "PAR1 and so on"));
    Outcome damaged =
        handler()
            .handle(
                ReportRig.report("FROM t")
                    .source("t", "t.ndjson", "application/x-ndjson", "{\"a\": 1}\n{\"a\": \n"));

    assertThat(((Outcome.Failed) parquet).code()).isEqualTo("report-source");
    assertThat(((Outcome.Failed) damaged).code()).isEqualTo("report-source");
    assertThat(((Outcome.Failed) damaged).message()).startsWith("source t: line 3, column 1: ");
  }

  @Test
  void missingFileFailsForGood() throws Exception {
    ReportRig task =
        ReportRig.report("FROM t").with("sources", "[{\"name\": \"t\", \"file\": \"fil_none\"}]");

    assertThat(((Outcome.Failed) handler().handle(task)).code()).isEqualTo("file-not-found");
  }

  @Test
  void chartOfAColumnThatIsNotThereIsRefused() throws Exception {
    ReportRig task =
        ReportRig.report("FROM sales")
            .csv("sales", SALES)
            .formats("html")
            .with("chart", "{\"x\": \"region\", \"y\": [\"profit\"]}");

    Outcome.Failed failed = (Outcome.Failed) handler().handle(task);

    assertThat(failed.code()).isEqualTo("report-chart");
    assertThat(failed.message()).contains("profit").contains("amount");
  }

  @Test
  void childSeesNothingOfTheEnvironment() throws Exception {
    assertThat(System.getenv()).as("of the parent").containsKey("PATH");
    ReportRig task = ReportRig.report(ENDLESS).csv("sales", SALES);
    CompletableFuture<Outcome> outcome = inBackground(task);

    ProcessHandle child =
        await().atMost(Duration.ofSeconds(60)).until(this::anyChild, c -> c != null);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        Files.readString(Path.of("/proc", child.pid() + "", "environ")).split("\0"))
                    .containsExactlyInAnyOrder("LC_ALL=C.UTF-8", "TZ=UTC"));
    task.cancel();
    outcome.join();
  }

  @Test
  void cancelledReportIsHandedBackAndItsChildKilled() throws Exception {
    ReportRig task = ReportRig.report(ENDLESS).csv("sales", SALES);
    CompletableFuture<Outcome> outcome = inBackground(task);
    ProcessHandle child =
        await().atMost(Duration.ofSeconds(60)).until(this::anyChild, c -> c != null);

    task.cancel();

    assertThat(outcome.join()).isInstanceOf(Outcome.Snoozed.class);
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void interruptedReportKillsItsChild() throws Exception {
    ReportRig task = ReportRig.report(ENDLESS).csv("sales", SALES);
    ReportHandler interrupted = handler();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    interrupted.handle(task);
                  } catch (IOException | InterruptedException e) {
                    thrown.set(e);
                  }
                });
    ProcessHandle child =
        await().atMost(Duration.ofSeconds(60)).until(this::anyChild, c -> c != null);

    thread.interrupt();
    thread.join();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void childThatIsKilledFromOutsideMayBeTriedAgain() throws Exception {
    CompletableFuture<Outcome> outcome =
        inBackground(ReportRig.report(ENDLESS).csv("sales", SALES));
    ProcessHandle child =
        await().atMost(Duration.ofSeconds(60)).until(this::anyChild, c -> c != null);

    child.destroyForcibly();

    Outcome.Failed failed = (Outcome.Failed) outcome.join();
    assertThat(failed.code()).isEqualTo("report-crashed");
    assertThat(failed.isFinal()).isFalse();
  }

  @Test
  void directoryOfAKilledProcessIsDeletedAtTheStart() throws Exception {
    Path left = Files.createDirectories(directory.resolve("worker-4711/report-1/spill"));
    Files.writeString(left.resolve("rows"), "x");
    ReportHandler other = handler("offload.report.max-rows", "7");
    other.handle(ReportRig.report("FROM sales").csv("sales", SALES));

    handler = handler("offload.report.max-rows", "9");

    assertThat(directory.resolve("worker-4711")).doesNotExist();
    try (Stream<Path> living = Files.list(directory)) {
      assertThat(living).as("of the other handler").hasSize(1);
    }
    other.close();
  }

  @Test
  void tooLittleMemoryIsRefusedAtTheStart() {
    assertThatThrownBy(() -> handler("offload.report.memory", "100M"))
        .hasMessageContaining("offload.report.memory");
  }

  private String code(String query) throws Exception {
    return switch (handler.handle(ReportRig.report(query).csv("sales", SALES))) {
      case Outcome.Failed failed -> failed.code();
      case Outcome.Succeeded _ -> "succeeded";
      case Outcome.Snoozed _, Outcome.Delegated _ -> fail("neither done nor failed");
    };
  }

  private CompletableFuture<Outcome> inBackground(ReportRig task) {
    ReportHandler used = handler();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return used.handle(task);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private ReportHandler handler() {
    if (handler == null) {
      handler = handler(new String[0]);
    }
    return handler;
  }

  private ReportHandler handler(String... settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put("offload.report.scratch-directory", directory.toString());
    for (int i = 0; i < settings.length; i += 2) {
      properties.put(settings[i], settings[i + 1]);
    }
    return new ReportHandler(TestConfig.with(properties));
  }

  private ProcessHandle anyChild() {
    return children().stream().findFirst().orElse(null);
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("ReportMain"))
        .toList();
  }

  private List<Path> reportDirectories() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(path -> path.getFileName().toString().startsWith("report-")).toList();
    }
  }
}
