package dev.offload.ingest.submit;

import static dev.offload.ingest.rig.TestTasks.queued;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Debounce;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.WaitingFor;
import dev.offload.schemas.topic.Topics;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@IngestTest
class DebounceIT {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final String tenant = "debounce-" + RUNS.incrementAndGet();
  private String key;

  @BeforeEach
  void open() {
    Api.awaitReadiness();
    key = Api.newKey(tenant, "submit", "read", "manage");
  }

  @Test
  void lifecycleGetsTheTaskWithItsDebounceKey() {
    String id =
        submit("{'key': 'preview', 'wait': 'PT2S', 'max': 'PT1M'}")
            .statusCode(202)
            .body("state", equalTo("scheduled"))
            .body("runAt", nullValue())
            .body("waitingFor.reason", equalTo("debounce"))
            .body("waitingFor.until", greaterThan(Instant.now().toString()))
            .extract()
            .path("id");

    SubmitTask written = (SubmitTask) Log.of(Topics.COMMANDS, id).getFirst().value();
    assertThat(written.timing().debounce())
        .isEqualTo(new Debounce("preview", Duration.ofSeconds(2), Duration.ofMinutes(1)));
  }

  @Test
  void longestTimeIsADayUnlessItIsSaid() {
    String id = submit("{'key': 'preview', 'wait': 'PT1H'}").statusCode(202).extract().path("id");

    SubmitTask written = (SubmitTask) Log.of(Topics.COMMANDS, id).getFirst().value();
    assertThat(written.timing().debounce().max()).isEqualTo(Duration.ofDays(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'wait': 'PT2S'} | /debounce/key",
        "{'key': '', 'wait': 'PT2S'} | /debounce/key",
        "{'key': 'k'} | /debounce/wait",
        "{'key': 'k', 'wait': 'PT0.099S'} | /debounce/wait",
        "{'key': 'k', 'wait': 'PT1H0.001S'} | /debounce/wait",
        "{'key': 'k', 'wait': 'PT2S', 'max': 'PT1S'} | /debounce/max",
        "{'key': 'k', 'wait': 'PT2S', 'max': 'P2D'} | /debounce/max",
        "{'key': 'k', 'wait': 'PT2S', 'maximum': 'P1D'} | /debounce/maximum",
        "'k' | /debounce",
      })
  void whatBreaksARuleIsRefused(String debounce, String pointer) {
    submit(debounce)
        .statusCode(422)
        .body("code", equalTo("invalid-task"))
        .body("errors.pointer", hasItem(pointer));
  }

  @Test
  void itIsNotAllowedTogetherWithATimeOrInAGroupOrASchedule() {
    String debounce = "'debounce': {'key': 'k', 'wait': 'PT2S'}";
    post("{'type': 'parcel', 'input': {'to': 'Ada'}, 'delay': 'PT1M', " + debounce + "}")
        .statusCode(422)
        .body("errors.pointer", hasItem("/debounce"));
    String group = "grp_019e35a0-0000-7000-8000-000000000001";
    post("{'type': 'parcel', 'input': {'to': 'Ada'}, 'group': '" + group + "', " + debounce + "}")
        .statusCode(422)
        .body("errors.pointer", hasItem("/debounce"));
    Api.with(key)
        .contentType("application/json")
        .body(
            json(
                "{'cron': '0 3 * * *', 'task': {'type': 'parcel', 'input': {'to': 'Ada'}, "
                    + debounce
                    + "}}"))
        .put("/v1/schedules/nightly")
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItem("/task/debounce"));
  }

  @Test
  void whatIsNotShownYetIsCounted() {
    for (int i = 0; i < Surroundings.MAX_DEBOUNCED; i++) {
      submit("{'key': 'k%d', 'wait': 'PT1H'}".formatted(i)).statusCode(202);
    }

    submit("{'key': 'more', 'wait': 'PT1H'}")
        .statusCode(429)
        .body("code", equalTo("quota-exceeded"));
    submit("{'key': 'k0', 'wait': 'PT1H'}").statusCode(202);
    String line =
        "{'type': 'parcel', 'input': {'to': 'x'}, 'debounce': {'key': 'b', 'wait': 'PT1H'}}";
    String answer =
        Api.with(key)
            .contentType("application/x-ndjson")
            .body(json(line).getBytes(UTF_8))
            .post("/v1/tasks/batch")
            .asString();
    assertThat(answer).contains("\"quota-exceeded\"");
  }

  @Test
  void whatIsShownIsCountedOnce() {
    StandInLifecycle lifecycle = new StandInLifecycle();
    try (lifecycle) {
      for (int i = 0; i < Surroundings.MAX_DEBOUNCED - 1; i++) {
        String id = submit("{'key': 'k%d', 'wait': 'PT1H'}".formatted(i)).extract().path("id");
        await().untilAsserted(() -> Api.with(key).get("/v1/tasks/{id}", id).then().statusCode(200));
      }

      submit("{'key': 'last', 'wait': 'PT1H'}").statusCode(202);
      submit("{'key': 'more', 'wait': 'PT1H'}").statusCode(429);
    }
  }

  @Test
  void replacedTaskIsFoundByItsError() {
    try (LogWriter log = LogWriter.open()) {
      Task waiting =
          log.write(
              queued(0)
                  .tenant(tenant)
                  .state(TaskState.SCHEDULED)
                  .waitingFor(new WaitingFor.Debounce(Instant.parse("2126-11-22T12:00:00Z"))));
      Task replaced =
          log.write(
              queued(0)
                  .tenant(tenant)
                  .failed("replaced", Instant.parse("2026-11-22T12:00:01Z"))
                  .state(TaskState.CANCELLED));

      await()
          .untilAsserted(
              () ->
                  Api.with(key)
                      .get("/v1/tasks/{id}", waiting.id().toString())
                      .then()
                      .body("waitingFor.reason", equalTo("debounce"))
                      .body("waitingFor.until", equalTo("2126-11-22T12:00:00Z")));
      await()
          .untilAsserted(
              () ->
                  Api.with(key)
                      .get("/v1/tasks?errorCode=replaced")
                      .then()
                      .body("items.id", hasItem(replaced.id().toString())));
      Api.with(key)
          .get("/v1/queues/image")
          .then()
          .body("waiting.debounce", equalTo(1))
          .body("waiting.time", equalTo(0));
    }
  }

  private ValidatableResponse submit(String debounce) {
    return post("{'type': 'parcel', 'input': {'to': 'Ada'}, 'debounce': " + debounce + "}");
  }

  private ValidatableResponse post(String body) {
    return Api.with(key).contentType("application/json").body(json(body)).post("/v1/tasks").then();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
