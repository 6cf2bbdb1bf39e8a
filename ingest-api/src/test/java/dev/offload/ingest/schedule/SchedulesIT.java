package dev.offload.ingest.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.Together;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.ingest.submit.InputRules;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.MissedRuns;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.config.ScheduleStatus;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topics;
import dev.offload.testkit.KafkaForTests;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IngestTest
class SchedulesIT {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final String NIGHTLY =
      """
      {"cron": "0 4 * * *", "timeZone": "Europe/Berlin", "missed": "run-once",
       "task": {"type": "parcel", "input": {"to": "x"}, "tags": ["nightly"],
                "retry": {"maxAttempts": 5}}}
      """;

  @Inject ScheduleKeeper schedules;
  @Inject ScheduleMaker maker;
  @Inject SchedulesConfig config;
  @Inject BoundedWriter writer;
  @Inject InputRules rules;
  @Inject StorageGuard storage;
  private final String tenant = "schedules-" + RUNS.incrementAndGet();
  private String key;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
    key = Api.newKey(tenant, "manage");
  }

  @Test
  void scheduleIsMadeShownReplacedAndDeleted() {
    put("nightly", NIGHTLY)
        .statusCode(201)
        .body("name", equalTo("nightly"))
        .body("cron", equalTo("0 4 * * *"))
        .body("paused", equalTo(false))
        .body("task.retry.maxAttempts", equalTo(5))
        .body("lastRunAt", nullValue());
    String createdAt = get("nightly").statusCode(200).extract().path("createdAt");
    String nextRunAt = get("nightly").extract().path("nextRunAt");
    assertThat(Instant.parse(nextRunAt))
        .isBetween(Instant.now(), Instant.now().plus(Duration.ofDays(1)));

    put("nightly", NIGHTLY.replace("0 4", "30 5").replace("{\"cron", "{\"paused\": true, \"cron"))
        .statusCode(200)
        .body("cron", equalTo("30 5 * * *"))
        .body("createdAt", equalTo(createdAt))
        .body("nextRunAt", nullValue());

    request().delete("/v1/schedules/nightly").then().statusCode(204);
    get("nightly").statusCode(404);
  }

  @Test
  void lifecycleGetsWhatWasPut() {
    put("nightly", NIGHTLY).statusCode(201);
    request().delete("/v1/schedules/nightly").then().statusCode(204);

    var records = Log.of(Topics.CONFIG, Schedule.key(tenant, "nightly"));
    assertThat(records).hasSize(2);
    assertThat(records.getLast().value()).isNull();
    Schedule written = (Schedule) records.getFirst().value();
    assertThat(written.missed()).isEqualTo(MissedRuns.RUN_ONCE);
    assertThat(written.timeZone()).isEqualTo("Europe/Berlin");
    assertThat(written.task().queue()).isEqualTo("parcel");
    assertThat(written.task().terms().tags()).containsExactly("nightly");
    assertThat(written.updatedAt()).isEqualTo(written.createdAt());
  }

  @Test
  void taskHasTheMembersOfASubmittedOne() {
    String full =
        """
        {"cron": "0 4 * * *",
         "task": {"type": "courier", "input": {"to": "x"}, "timeout": "PT90S", "tags": ["a", "b"],
                  "retry": {"maxAttempts": 3, "firstDelay": "PT1S", "factor": 1.5,
                            "maxDelay": "PT1M", "finalErrors": ["gone"]}, "priority": 9,
                  "concurrencyKey": "van", "weight": 5, "user": "u-42",
                  "notify": [{"webhook": "https://example.com/hook"}, {"email": "a@example.com"}]}}
        """;

    put("full", full)
        .statusCode(201)
        .body("task.timeout", equalTo("PT1M30S"))
        .body("task.priority", equalTo(9))
        .body("task.concurrencyKey", equalTo("van"))
        .body("task.weight", equalTo(5))
        .body("task.user", equalTo("u-42"))
        .body("task.retry.maxDelay", equalTo("PT1M"))
        .body("task.notify[1].email", equalTo("a@example.com"));

    Schedule written =
        (Schedule) Log.of(Topics.CONFIG, Schedule.key(tenant, "full")).getLast().value();
    SubmitTask run = written.firing(Instant.parse("2026-11-23T04:00:00Z"), Instant.now());
    assertThat(run.placement()).isEqualTo(new Placement("courier", "courier", 9, "van", 5));
    assertThat(run.terms().user()).isEqualTo("u-42");
    assertThat(run.spec().run().timeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(run.terms().retry())
        .as("what it does not say is as configured for its type")
        .isEqualTo(
            new RetryPolicy(
                3,
                Duration.ofSeconds(1),
                1.5,
                Duration.ofMinutes(1),
                RetryPolicy.Jitter.NONE,
                List.of("gone")));
    assertThat(run.terms().notifications())
        .containsExactly(
            new Notify.Webhook(URI.create("https://example.com/hook")),
            new Notify.Email("a@example.com"));
    assertThat(run.terms().tags()).startsWith("a", "b");
  }

  @Test
  void timesOfATaskAreRefusedOnceEach() {
    String times =
        """
        {"runAt": "2020-01-01T00:00:00Z", "delay": "PT5M", "expiresAt": "2020-01-01T00:00:00Z",
         "timeout": "PT0S",
        """;

    put("nightly", NIGHTLY.replace("\"task\": {", "\"task\": " + times))
        .statusCode(422)
        .body("code", equalTo("invalid-schedule"))
        .body(
            "errors.pointer",
            containsInAnyOrder("/task/runAt", "/task/delay", "/task/expiresAt", "/task/timeout"))
        .body(
            "errors.find { it.pointer == '/task/expiresAt' }.detail",
            equalTo("is not allowed: one moment can't fit many tasks. timeout limits each run"));
  }

  @Test
  void answeredScheduleIsKnownOnEveryReplica() throws Exception {
    SchedulesConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(SchedulesConfig.class)
            .withDefaultValue("offload.schedules.lookup-limit", "60s")
            .addDiscoveredConverters()
            .build()
            .getConfigMapping(SchedulesConfig.class);
    ScheduleBook replica = new ScheduleBook(KafkaForTests.connection(), config);
    try {
      for (int i = 0; i < 5; i++) {
        put("s" + i, NIGHTLY).statusCode(201);
        replica.catchUp("must not take so long");
        assertThat(replica.find(tenant, "s" + i)).isPresent();
      }
    } finally {
      replica.close();
    }
  }

  @Test
  void statusOfTheLifecycleIsShown() {
    put("nightly", NIGHTLY).statusCode(201);
    Instant lastRunAt = Instant.parse("2026-11-23T03:00:00Z");
    TaskId task = TaskId.derived(tenant, "a run");
    try (LogWriter log = LogWriter.open()) {
      log.write(
          Topics.SCHEDULES,
          ScheduleStatus.key(tenant, "nightly"),
          new ScheduleStatus(tenant, "nightly", "r", null, lastRunAt, task));
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                get("nightly")
                    .body("lastRunAt", equalTo(lastRunAt.toString()))
                    .body("lastTaskId", equalTo(task.toString())));
  }

  @Test
  void changeOfAnotherRevisionIsRefused() {
    String first = put("nightly", NIGHTLY).extract().header("ETag");
    assertThat(get("nightly").extract().header("ETag")).isEqualTo(first);
    String second = put("nightly", NIGHTLY).extract().header("ETag");
    assertThat(second).isNotEqualTo(first);

    put(request().header("If-Match", first)).statusCode(412);
    put(request().header("If-None-Match", "*")).statusCode(412);
    request().header("If-Match", first).delete("/v1/schedules/nightly").then().statusCode(412);
    request().header("If-Match", first).get("/v1/schedules/nightly").then().statusCode(412);
    request().header("If-Match", second).get("/v1/schedules/nightly").then().statusCode(200);
    put(request().header("If-Match", second)).statusCode(200);
  }

  @Test
  void listGoesOnAtItsCursor() {
    List<String> names = List.of("a", "b", "c", "d", "e");
    names.forEach(name -> put(name, NIGHTLY).statusCode(201));

    List<String> listed = new ArrayList<>();
    Map<String, String> cursor = Map.of();
    do {
      Response page = request().queryParam("limit", 2).queryParams(cursor).get("/v1/schedules");
      List<String> items = page.then().statusCode(200).extract().path("items.name");
      assertThat(items).hasSizeLessThanOrEqualTo(2);
      listed.addAll(items);
      String next = page.path("nextCursor");
      cursor = next == null ? Map.of() : Map.of("cursor", next);
    } while (!cursor.isEmpty());
    assertThat(listed).isEqualTo(names);
  }

  @Test
  void scheduleBeyondTheLimitIsRefusedUnlessItReplacesOne() {
    int limit = 7;
    for (int i = 0; i < limit; i++) {
      put("s" + i, NIGHTLY).statusCode(201);
    }
    put("one-more", NIGHTLY).statusCode(429).body("code", equalTo("quota-exceeded"));
    put("s0", NIGHTLY).statusCode(200);
    request().delete("/v1/schedules/s0").then().statusCode(204);
    put("one-more", NIGHTLY).statusCode(201);
  }

  @Test
  void scheduleBeyondTheTotalSizeIsRefusedUnlessItGetsSmaller() {
    String large = NIGHTLY.replace("\"to\": \"", "\"to\": \"" + "x".repeat(200_000));
    put("a", large).statusCode(201);
    put("b", large).statusCode(201);

    put("c", large).statusCode(429).body("code", equalTo("quota-exceeded"));
    put("c", NIGHTLY).statusCode(201);
    put("c", large).statusCode(429);
    put("b", NIGHTLY).statusCode(200);
    put("c", large).statusCode(200);
  }

  @Test
  void simultaneousRequestsDoNotExceedTheLimit() {
    List<Integer> statuses = Together.all(12, i -> put("s" + i, NIGHTLY).extract().statusCode());

    assertThat(statuses).containsOnly(201, 429);
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(7);
    request().get("/v1/schedules").then().statusCode(200).body("items", hasSize(7));
  }

  /// Replicas have no lock between them.
  @Test
  void requestsToSeveralReplicasDoNotExceedTheLimit() throws Exception {
    ScheduleBook elsewhere = new ScheduleBook(KafkaForTests.connection(), config);
    try {
      ScheduleKeeper other =
          new ScheduleKeeper(
              elsewhere, maker, config, writer, rules, storage, InstantSource.system());
      Together.all(
          12,
          i -> i % 2 == 0 ? put("s" + i, NIGHTLY).extract().statusCode() : putAt(other, "s" + i));

      request()
          .get("/v1/schedules")
          .then()
          .statusCode(200)
          .body("items.size()", lessThanOrEqualTo(7));
    } finally {
      elsewhere.close();
    }
  }

  private int putAt(ScheduleKeeper replica, String name) {
    try {
      JsonBody body = JsonBody.read(new ByteArrayInputStream(NIGHTLY.getBytes(UTF_8)), 10_000);
      replica.put(tenant, name, body, Preconditions.NONE, () -> {});
      return 201;
    } catch (ProblemException e) {
      return e.problem().status();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nothingIsWrittenForACallerWhoMayNoLonger() throws Exception {
    JsonBody body = JsonBody.read(new ByteArrayInputStream(NIGHTLY.getBytes(UTF_8)), 10_000);
    Preconditions none = Preconditions.NONE;
    Runnable refusal =
        () -> {
          throw new IllegalStateException("the key is gone");
        };
    put("kept", NIGHTLY).statusCode(201);

    assertThatIllegalStateException()
        .isThrownBy(() -> schedules.put(tenant, "new", body, none, refusal));
    assertThatIllegalStateException()
        .isThrownBy(() -> schedules.delete(tenant, "kept", none, refusal));
    request().get("/v1/schedules").then().body("items.name", contains("kept"));
  }

  @Test
  void refusedCronSaysWhichFieldBreaksWhichRule() {
    put("nightly", NIGHTLY.replace("0 4", "0 25"))
        .statusCode(422)
        .body("code", equalTo("invalid-schedule"))
        .body("errors[0].pointer", equalTo("/cron"))
        .body("errors[0].detail", equalTo("hour 25: must be 0 to 23, was 25"));
  }

  private ValidatableResponse put(String name, String body) {
    return request().contentType("application/json").body(body).put("/v1/schedules/" + name).then();
  }

  private static ValidatableResponse put(RequestSpecification request) {
    return request
        .contentType("application/json")
        .body(NIGHTLY)
        .put("/v1/schedules/nightly")
        .then();
  }

  private ValidatableResponse get(String name) {
    return request().get("/v1/schedules/" + name).then();
  }

  private RequestSpecification request() {
    return Api.with(key);
  }
}
