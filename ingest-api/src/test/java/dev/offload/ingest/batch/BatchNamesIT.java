package dev.offload.ingest.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.BatchClient;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SealGroup;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topics;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Lines of a batch that wait for others by their names.
@IngestTest
class BatchNamesIT {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final String tenant = "names-" + RUNS.incrementAndGet();
  @TestHTTPResource private URI server;
  private StandInLifecycle lifecycle;
  private String key;

  @BeforeEach
  void start() {
    Api.awaitReadiness();
    lifecycle = new StandInLifecycle();
    key = Api.newKey(tenant, "submit", "read");
  }

  @AfterEach
  void stop() {
    lifecycle.close();
  }

  @Test
  void diamondIsSubmittedInTheOrderInWhichItWaits() {
    List<JsonNode> answers =
        batch(
            line("\"name\": \"join\", \"after\": [\"left\", \"right\"]"),
            line(""),
            line("\"name\": \"right\", \"after\": [\"scan\"]"),
            line("\"name\": \"left\", \"after\": [\"scan\"]"),
            line("\"name\": \"scan\""));

    assertThat(answers)
        .extracting(answer -> answer.path("line").asInt() + " " + answer.path("status").asInt())
        .as("named lines come last")
        .containsExactly("2 202", "1 202", "3 202", "4 202", "5 202");
    JsonNode join = answers.get(1).path("task");
    assertThat(join.path("state").asText()).isEqualTo("scheduled");
    assertThat(join.at("/waitingFor/reason").asText()).isEqualTo("tasks");
    assertThat(join.at("/after/0/name").asText()).isEqualTo("left");
    assertThat(join.at("/after/0/task").asText()).isEqualTo(answers.get(3).at("/task/id").asText());
    assertThat(submitted(join).lineage())
        .isEqualTo(
            Lineage.after(
                List.of(former("left", answers.get(3)), former("right", answers.get(2)))));
    JsonNode scan = answers.get(4).path("task");
    assertThat(scan.path("after").isMissingNode()).isTrue();
    assertThat(submitted(scan).lineage()).isEqualTo(Lineage.client());
  }

  @Test
  void cyclesAreRefusedWithTheirPath() {
    List<JsonNode> answers =
        batch(
            line("\"name\": \"a\", \"after\": [\"b\"]"),
            line("\"name\": \"b\", \"after\": [\"free\", \"c\"]"),
            line("\"name\": \"c\", \"after\": [\"a\"]"),
            line("\"name\": \"self\", \"after\": [\"self\"]"),
            line("\"name\": \"behind\", \"after\": [\"a\"]"),
            line("\"name\": \"free\""));

    assertThat(answers)
        .extracting(answer -> answer.path("status").asInt())
        .containsExactly(422, 422, 422, 422, 422, 202);
    assertThat(answers.subList(0, 4))
        .extracting(answer -> answer.at("/problem/errors/0/detail").asText())
        .containsExactly(
            "must not lead back to the line: a → b → c → a",
            "must not lead back to the line: b → c → a → b",
            "must not lead back to the line: c → a → b → c",
            "must not lead back to the line: self → self");
    assertThat(answers.subList(0, 5))
        .extracting(answer -> answer.at("/problem/errors/0/pointer").asText())
        .containsExactly("/after/0", "/after/1", "/after/0", "/after/0", "/after/0");
    assertThat(answers.get(4).at("/problem/detail").asText())
        .startsWith("The line a, for which it would wait, was not accepted");
  }

  @Test
  void namesAreChecked() {
    List<JsonNode> answers =
        batch(
            line("\"name\": \"a\""),
            line("\"name\": \"a\""),
            line("\"after\": [\"nobody\", \"a\"]"),
            line("\"name\": \"with space\""),
            line("\"after\": [\"a\", \"a\"]"),
            line("\"after\": [\"a\"], \"delay\": \"PT1S\""),
            line("\"after\": [\"a\"], \"debounce\": {\"key\": \"k\", \"wait\": \"PT1S\"}"),
            "{\"type\": \"parcel\", \"input\": {\"to\": {\"$from\": \"/b/id\"}}, \"after\": [\"a\"]}",
            line("\"name\": \"wrong\", \"colour\": 1"),
            line("\"after\": [\"wrong\"]"),
            line("\"after\": []"),
            line("\"after\": [], \"delay\": \"PT1S\""),
            line("\"name\": 1"),
            line("\"after\": \"a\""),
            line("\"after\": [\"a\", 1]"),
            line(
                "\"after\": [%s]"
                    .formatted(
                        IntStream.rangeClosed(0, Former.MOST)
                            .mapToObj(i -> "\"a" + i + "\"")
                            .collect(Collectors.joining(", ")))));

    assertThat(IntStream.rangeClosed(13, 16))
        .extracting(line -> byLine(answers, line).at("/problem/errors/0/pointer").asText())
        .containsExactly("/name", "/after", "/after/1", "/after");
    assertThat(byLine(answers, 2).at("/problem/errors/0/pointer").asText()).isEqualTo("/name");
    assertThat(byLine(answers, 10).at("/problem/errors/0/pointer").asText()).isEqualTo("/after/0");
    assertThat(byLine(answers, 2).at("/problem/errors/0/detail").asText())
        .isEqualTo("must be unique in the batch: line 1 has it, too");
    assertThat(byLine(answers, 3).at("/problem/errors/0/pointer").asText()).isEqualTo("/after/0");
    assertThat(byLine(answers, 3).at("/problem/errors/0/detail").asText())
        .isEqualTo("must be the name of a line of this batch, was nobody");
    assertThat(byLine(answers, 4).at("/problem/errors/0/pointer").asText()).isEqualTo("/name");
    assertThat(byLine(answers, 5).at("/problem/errors/0/pointer").asText()).isEqualTo("/after/1");
    assertThat(byLine(answers, 6).at("/problem/errors/0/pointer").asText()).isEqualTo("/delay");
    assertThat(byLine(answers, 7).at("/problem/errors/0/pointer").asText()).isEqualTo("/debounce");
    JsonNode elsewhere = byLine(answers, 8).at("/problem/errors/0");
    assertThat(elsewhere.path("pointer").asText()).isEqualTo("/input/to/$from");
    assertThat(elsewhere.path("detail").asText())
        .isEqualTo(
            "must begin with the name of a task that is waited for, as in /a/result, was /b/id");
    assertThat(byLine(answers, 10).at("/problem/detail").asText())
        .startsWith("The line wrong, for which it would wait, was not accepted");
    assertThat(byLine(answers, 11).path("status").asInt()).isEqualTo(202);
    assertThat(byLine(answers, 12).at("/problem/errors/0/pointer").asText()).isEqualTo("/delay");
    assertThat(byLine(answers, 12).at("/problem/errors/0/detail").asText())
        .isEqualTo("is not allowed together with after");
    assertThat(byLine(answers, 1).path("status").asInt()).isEqualTo(202);
  }

  @Test
  void namesAreOnlyForBatches() {
    Api.with(key)
        .contentType("application/json")
        .body(line("\"name\": \"a\", \"after\": []"))
        .post("/v1/tasks")
        .then()
        .statusCode(422);
  }

  @Test
  void batchCanHaveSoManyNamedLinesAndNoMore() {
    String[] lines =
        IntStream.rangeClosed(0, NamedLines.MOST)
            .mapToObj(i -> line("\"name\": \"n" + i + "\""))
            .toArray(String[]::new);

    List<JsonNode> answers = batch(lines);

    assertThat(answers.getFirst().path("line").asInt()).isEqualTo(NamedLines.MOST + 1);
    assertThat(answers.getFirst().path("status").asInt()).isEqualTo(413);
    assertThat(answers.subList(1, answers.size()))
        .extracting(answer -> answer.path("status").asInt())
        .containsOnly(202)
        .hasSize(NamedLines.MOST);
  }

  @Test
  void nothingOfANamedLineIsSentIfTheBodyBreaksOff() throws Exception {
    String id = "";
    try (BatchClient client = BatchClient.open(server, key, "?group=new")) {
      client.send(line("\"name\": \"a\", \"idempotencyKey\": \"one\"") + "\n" + line("") + "\n{");
      assertThat(client.next().path("line").asInt()).isEqualTo(2);
      id = client.header("Offload-Group");
    }

    List<JsonNode> answers =
        batchInto("?group=" + id, line("\"idempotencyKey\": \"one\", \"tags\": [\"other\"]"));
    assertThat(answers.getFirst().path("status").asInt()).as("its key is free").isEqualTo(202);
  }

  @Test
  void repeatedLinesAreTheSameTasks() {
    String[] lines = {
      line("\"name\": \"a\", \"idempotencyKey\": \"a\""),
      line("\"after\": [\"a\"], \"idempotencyKey\": \"b\"")
    };
    List<JsonNode> first = batch(lines);
    List<JsonNode> second = batch(lines);

    assertThat(second).extracting(answer -> answer.path("status").asInt()).containsOnly(202);
    assertThat(second)
        .extracting(answer -> answer.at("/task/id").asText())
        .isEqualTo(first.stream().map(answer -> answer.at("/task/id").asText()).toList());
    List<JsonNode> other = batch(line("\"name\": \"a\""), line("\"idempotencyKey\": \"b\""));
    assertThat(byLine(other, 2).at("/problem/code").asText()).isEqualTo("idempotency-mismatch");
  }

  @Test
  void namedLinesJoinANewGroupBeforeItIsSealed() {
    Response answered =
        Api.with(key)
            .contentType("application/x-ndjson")
            .body((line("\"name\": \"a\"") + "\n" + line("\"after\": [\"a\"]")).getBytes(UTF_8))
            .post("/v1/tasks/batch?group=new");

    String group = answered.header("Offload-Group");
    assertThat(read(answered))
        .extracting(answer -> answer.at("/task/group").asText())
        .containsOnly(group);
    assertThat(Log.of(Topics.COMMANDS, group).getLast().value()).isInstanceOf(SealGroup.class);
  }

  private static Former former(String name, JsonNode answer) {
    return new Former(name, TaskId.parse(answer.at("/task/id").asText()));
  }

  private static SubmitTask submitted(JsonNode task) {
    return (SubmitTask) Log.of(Topics.COMMANDS, task.path("id").asText()).getFirst().value();
  }

  private static JsonNode byLine(List<JsonNode> answers, int line) {
    return answers.stream()
        .filter(answer -> answer.path("line").asInt() == line)
        .findFirst()
        .orElseThrow();
  }

  private static String line(String more) {
    String comma = more.isEmpty() ? "" : ", ";
    return "{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}" + comma + more + "}";
  }

  private List<JsonNode> batch(String... lines) {
    return batchInto("", lines);
  }

  private List<JsonNode> batchInto(String query, String... lines) {
    return read(
        Api.with(key)
            .contentType("application/x-ndjson")
            .body(String.join("\n", lines).getBytes(UTF_8))
            .post("/v1/tasks/batch" + query));
  }

  private static List<JsonNode> read(Response answered) {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : answered.asString().lines().toList()) {
      try {
        lines.add(Json.MAPPER.readTree(line));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
    return lines;
  }
}
