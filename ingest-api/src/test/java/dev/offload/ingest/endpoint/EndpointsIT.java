package dev.offload.ingest.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.ingest.rig.Together;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.config.EndpointGone;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.Rate;
import dev.offload.schemas.config.Sealer;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.task.Answer;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import dev.offload.testkit.KafkaForTests;
import dev.offload.testkit.TopicReader;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IngestTest
class EndpointsIT {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final Sealer SEALER = new Sealer(List.of(Surroundings.SEALING_KEY));
  private static final String PLAIN = "{\"url\": \"https://shop.example/hook\"}";
  private static final String FULL =
      """
      {"url": "https://Shop.example/caf\u00e9", "events": ["task.failed", "task.expired"],
       "tags": ["order"], "description": "the shop", "format": "standard", "ordered": false,
       "headers": {"Authorization": "Bearer s3same", "X-Shop": "7"},
       "rate": {"count": 10, "per": "PT1S"}, "concurrency": 3}
      """;

  @Inject EndpointsConfig config;
  @Inject SealingConfig sealing;
  @Inject BoundedWriter writer;
  @Inject StorageGuard storage;
  private final String tenant = "webhooks-" + RUNS.incrementAndGet();
  private String key;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
    key = Api.newKey(tenant, "manage");
  }

  @Test
  void endpointIsCreatedWithASecretThatIsShownOnce() {
    ValidatableResponse created =
        create(FULL)
            .statusCode(201)
            .header("Cache-Control", "no-store")
            .body("id", matchesPattern(EndpointId.PATTERN))
            .body("url", equalTo("https://shop.example/caf%C3%A9"))
            .body("events", contains("task.failed", "task.expired"))
            .body("tags", contains("order"))
            .body("description", equalTo("the shop"))
            .body("headerNames", contains("Authorization", "X-Shop"))
            .body("rate.burst", equalTo(10))
            .body("concurrency", equalTo(3))
            .body("state", equalTo("active"))
            .body("disabled", nullValue())
            .body("secret", matchesPattern("whsec_[A-Za-z0-9+/]{43}="));
    String id = created.extract().path("id");
    created.header("Location", equalTo("/v1/webhooks/" + id));

    String shown =
        request()
            .get("/v1/webhooks/" + id)
            .then()
            .statusCode(200)
            .header("ETag", equalTo(created.extract().header("ETag")))
            .body("secret", nullValue())
            .extract()
            .asString();
    String listed = request().get("/v1/webhooks").then().statusCode(200).extract().asString();
    assertThat(shown + listed).doesNotContain("whsec_").doesNotContain("s3same");
  }

  @Test
  void endpointThatSaysOnlyAUrlGetsAllEvents() {
    create(PLAIN)
        .statusCode(201)
        .body("events", contains("task.*"))
        .body("tags", empty())
        .body("headerNames", empty())
        .body("rate", nullValue())
        .body("concurrency", nullValue());
  }

  @Test
  void nothingSecretIsInTheLogInClear() {
    ValidatableResponse created = create(FULL);
    String secret = created.extract().path("secret");
    EndpointId id = EndpointId.parse(created.extract().path("id"));

    assertThat(TopicReader.of(new StringDeserializer()).readValues(Topics.CONFIG.name()))
        .noneMatch(
            value ->
                value != null
                    && (value.contains(secret.substring("whsec_".length()))
                        || value.contains("s3same")));
    Endpoint written = written(id);
    assertThat(SEALER.open(written.secrets().current(), written.placeOfSecret())).isEqualTo(secret);
    assertThat(
            SEALER.open(
                written.terms().headers().get("Authorization"),
                written.placeOfHeader("Authorization")))
        .isEqualTo("Bearer s3same");
  }

  @Test
  void patchChangesWhatItNamesAndNothingElse() {
    String id = create(FULL).extract().path("id");

    patch(
            id,
            "{\"description\": null, \"tags\": [], \"headers\": {\"X-Shop\": null, \"X-Till\": \"2\"}}")
        .statusCode(200)
        .body("description", nullValue())
        .body("tags", empty())
        .body("headerNames", contains("Authorization", "X-Till"))
        .body("events", contains("task.failed", "task.expired"))
        .body("rate.count", equalTo(10))
        .body("secret", nullValue());
    patch(id, "{\"events\": null, \"rate\": {\"burst\": 20}, \"concurrency\": null}")
        .statusCode(200)
        .body("events", contains("task.*"))
        .body("rate.count", equalTo(10))
        .body("rate.burst", equalTo(20))
        .body("concurrency", nullValue());
    patch(id, "{}").statusCode(200).body("headerNames", contains("Authorization", "X-Till"));

    Endpoint written = written(EndpointId.parse(id));
    assertThat(
            SEALER.open(
                written.terms().headers().get("Authorization"),
                written.placeOfHeader("Authorization")))
        .isEqualTo("Bearer s3same");
  }

  @Test
  void formatIsShownAndChanged() {
    String id =
        create("{\"url\": \"https://shop.example/\", \"format\": \"slack\"}")
            .statusCode(201)
            .body("format", equalTo("slack"))
            .extract()
            .path("id");

    patch(id, "{\"description\": \"x\"}").body("format", equalTo("slack"));
    patch(id, "{\"format\": \"cloudevents-binary\"}").body("format", equalTo("cloudevents-binary"));
    patch(id, "{\"format\": null}").body("format", equalTo("standard"));
  }

  /// What was meant for one server must not be sent to another.
  @Test
  void headersDoNotFollowAUrlToAnotherOrigin() {
    String id = create(FULL).extract().path("id");
    Endpoint before = written(EndpointId.parse(id));

    for (String url :
        List.of("http://shop.example/x", "https://till.example/x", "https://shop.example:8443/x")) {
      patch(id, "{\"url\": \"%s\"}".formatted(url))
          .statusCode(422)
          .body("errors.pointer", contains("/headers"))
          .body("errors[0].detail", containsString("https://shop.example"));
      patch(id, "{\"url\": \"%s\", \"headers\": {\"X-Shop\": \"8\"}}".formatted(url))
          .statusCode(422);
    }
    patch(id, "{\"url\": \"https://shop.example/other\", \"headers\": {\"X-Shop\": \"8\"}}")
        .statusCode(200)
        .body("headerNames", contains("Authorization", "X-Shop"));
    assertThat(written(EndpointId.parse(id)).terms().headers().get("Authorization"))
        .as("it is not encrypted anew")
        .isEqualTo(before.terms().headers().get("Authorization"));
    patch(id, "{\"url\": \"https://till.example/\", \"headers\": null}")
        .statusCode(200)
        .body("headerNames", empty());
  }

  @Test
  void patchThatWouldBreakARuleChangesNothing() {
    String id = create(FULL).extract().path("id");

    for (String wrong :
        List.of(
            "{\"url\": null}",
            "{\"url\": \"ftp://shop.example\"}",
            "{\"rate\": {\"per\": null}}",
            "{\"state\": \"failing\"}",
            "{\"headers\": {\"x-shop\": \"8\"}}",
            "{\"secret\": \"whsec_x\"}",
            "{\"secret\": null}",
            "{\"rate\": {\"count\": 2, \"per\": \"PT1S\", \"every\": null}}",
            "[]",
            "null")) {
      patch(id, wrong).statusCode(422).body("code", equalTo("invalid-webhook"));
    }
    request()
        .get("/v1/webhooks/" + id)
        .then()
        .body("url", equalTo("https://shop.example/caf%C3%A9"))
        .body("headerNames", contains("Authorization", "X-Shop"));
  }

  @Test
  void changeOfAnotherRevisionIsRefused() {
    ValidatableResponse created = create(PLAIN);
    String path = "/v1/webhooks/" + created.extract().path("id");
    String first = created.extract().header("ETag");
    String second =
        json(request().header("If-Match", first), "{\"description\": \"x\"}")
            .patch(path)
            .then()
            .statusCode(200)
            .extract()
            .header("ETag");
    assertThat(second).isNotEqualTo(first);

    json(request().header("If-Match", first), "{}").patch(path).then().statusCode(412);
    request().header("If-Match", first).get(path).then().statusCode(412);
    request().header("If-Match", first).delete(path).then().statusCode(412);
    request().header("If-Match", second).delete(path).then().statusCode(204);
    request().get(path).then().statusCode(404);
    request().delete(path).then().statusCode(404);
  }

  @Test
  void ownerDisablesAndEnablesAnEndpoint() {
    String id = create(PLAIN).extract().path("id");

    patch(id, "{\"state\": \"disabled\"}")
        .statusCode(200)
        .body("state", equalTo("disabled"))
        .body("disabled.reason", equalTo("owner"));
    patch(id, "{\"description\": \"off\"}").body("state", equalTo("disabled"));
    patch(id, "{\"state\": \"active\"}")
        .statusCode(200)
        .body("state", equalTo("active"))
        .body("disabled", nullValue());
  }

  @Test
  void receiverThatIsGoneDisablesItsEndpointUntilTheOwnerEnablesIt() {
    ValidatableResponse created = create(PLAIN);
    EndpointId id = EndpointId.parse(created.extract().path("id"));
    gone(written(id));

    String tag =
        request()
            .get("/v1/webhooks/" + id)
            .then()
            .statusCode(200)
            .body("state", equalTo("disabled"))
            .body("disabled.reason", equalTo("gone"))
            .header("ETag", not(created.extract().header("ETag")))
            .extract()
            .header("ETag");
    patch(id.toString(), "{\"description\": \"x\"}").body("disabled.reason", equalTo("gone"));
    json(request().header("If-Match", tag), "{}")
        .patch("/v1/webhooks/" + id)
        .then()
        .statusCode(412);

    patch(id.toString(), "{\"state\": \"active\"}").body("state", equalTo("active"));
  }

  @Test
  void receiverThatAcceptsNothingIsShownUntilItDoesOrIsChanged() {
    ValidatableResponse created = create(PLAIN);
    EndpointId id = EndpointId.parse(created.extract().path("id"));
    Instant since = Instant.parse("2026-11-22T10:00:00Z");
    EndpointFailing mark =
        new EndpointFailing(tenant, id, written(id).revision(), since, "the receiver answered 500");
    write(mark.key(), mark);

    request()
        .get("/v1/webhooks/" + id)
        .then()
        .statusCode(200)
        .header("ETag", equalTo(created.extract().header("ETag")))
        .body("state", equalTo("failing"))
        .body("failing.since", equalTo(since.toString()))
        .body("failing.error", equalTo("the receiver answered 500"));
    request().get("/v1/webhooks").then().body("items.state", contains("failing"));
    write(mark.key(), null);
    request().get("/v1/webhooks/" + id).then().body("state", equalTo("active"));

    write(mark.key(), mark);
    patch(id.toString(), "{\"url\": \"https://shop.example/new\"}")
        .body("state", equalTo("active"))
        .body("failing", nullValue());
    assertThat(Log.of(Topics.CONFIG, mark.key()).getLast().value()).isNull();
  }

  private static void write(String key, ConfigEntry entry) {
    try (LogWriter log = LogWriter.open()) {
      log.write(Topics.CONFIG, key, entry);
    }
  }

  @Test
  void newSecretSignsAndTheFormerOneTooForADay() {
    ValidatableResponse created = create(FULL);
    String first = created.extract().path("secret");
    String id = created.extract().path("id");

    String second =
        request()
            .post("/v1/webhooks/" + id + "/secret")
            .then()
            .statusCode(200)
            .header("Cache-Control", "no-store")
            .body("headerNames", contains("Authorization", "X-Shop"))
            .extract()
            .path("secret");

    assertThat(second).isNotEqualTo(first).matches("whsec_[A-Za-z0-9+/]{43}=");
    Endpoint written = written(EndpointId.parse(id));
    Instant now = Instant.now();
    assertThat(written.secrets().at(now))
        .extracting(one -> SEALER.open(one, written.placeOfSecret()))
        .containsExactly(second, first);
    assertThat(written.secrets().at(now.plus(Duration.ofHours(25)))).hasSize(1);
  }

  @Test
  void endpointsOfATenantAreItsOwn() {
    String id = create(PLAIN).extract().path("id");
    RequestSpecification other = Api.with(Api.newKey(tenant + "-x", "manage", "read", "submit"));

    for (String path : List.of("", "/deliveries")) {
      other.get("/v1/webhooks/" + id + path).then().statusCode(404);
    }
    for (String path : List.of("/secret", "/test")) {
      other.post("/v1/webhooks/" + id + path).then().statusCode(404);
    }
    json(Api.with(Api.newKey(tenant + "-x", "manage")), "{}")
        .patch("/v1/webhooks/" + id)
        .then()
        .statusCode(404);
    other.delete("/v1/webhooks/" + id).then().statusCode(404);
    other.get("/v1/webhooks").then().statusCode(200).body("items", empty());
    json(Api.with(Api.newKey(tenant, "read", "submit", "admin")), PLAIN)
        .post("/v1/webhooks")
        .then()
        .statusCode(403);
  }

  @Test
  void listGoesOnAtItsCursor() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(create(PLAIN).extract().path("id"));
    }

    List<String> listed = new ArrayList<>();
    Map<String, String> cursor = Map.of();
    do {
      var page = request().queryParam("limit", 2).queryParams(cursor).get("/v1/webhooks");
      listed.addAll(page.then().statusCode(200).extract().path("items.id"));
      String next = page.path("nextCursor");
      cursor = next == null ? Map.of() : Map.of("cursor", next);
    } while (!cursor.isEmpty());
    assertThat(listed).isEqualTo(ids);
  }

  @Test
  void endpointBeyondTheQuotaIsRefused() {
    String first = create(PLAIN).extract().path("id");
    for (int i = 1; i < Surroundings.MAX_ENDPOINTS; i++) {
      create(PLAIN).statusCode(201);
    }

    create(PLAIN)
        .statusCode(429)
        .body("code", equalTo("quota-exceeded"))
        .body("detail", containsString(Surroundings.MAX_ENDPOINTS + " webhooks"));
    patch(first, "{\"description\": \"x\"}").statusCode(200);
    request().delete("/v1/webhooks/" + first).then().statusCode(204);
    create(PLAIN).statusCode(201);
  }

  /// Replicas have no lock between them.
  @Test
  void requestsToSeveralReplicasDoNotExceedTheQuota() {
    EndpointBook elsewhere = new EndpointBook(KafkaForTests.connection());
    try {
      EndpointKeeper other =
          new EndpointKeeper(elsewhere, config, sealing, writer, storage, InstantSource.system());
      Together.all(12, i -> i % 2 == 0 ? create(PLAIN).extract().statusCode() : createAt(other));

      request()
          .get("/v1/webhooks")
          .then()
          .statusCode(200)
          .body("items.size()", lessThanOrEqualTo(Surroundings.MAX_ENDPOINTS));
    } finally {
      elsewhere.close();
    }
  }

  @Test
  void limitOfAnEndpointIsThatOfItsDeliveriesAndNoClientSeesIt() {
    EndpointId id = EndpointId.parse(create(FULL).extract().path("id"));
    String scope = Limit.key(Endpoint.limitScope(tenant, id));

    assertThat(((Limit) Log.of(Topics.CONFIG, scope).getLast().value()).rule())
        .isEqualTo(new LimitRule(3, new Rate(10, Duration.ofSeconds(1), 10)));
    request().get("/v1/limits").then().statusCode(200).body("items", empty());
    request().get("/v1/limits/key/{name}", id.concurrencyKey()).then().statusCode(404);
    json(request(), "{\"concurrency\": 0}")
        .put("/v1/limits/key/{name}", id.concurrencyKey())
        .then()
        .statusCode(422);
    json(
            Api.with(Api.newKey(tenant, "submit")),
            "{\"type\": \"parcel\", \"input\": {\"to\": \"x\", \"weight\": 1},"
                + " \"concurrencyKey\": \"%s\"}".formatted(id.concurrencyKey()))
        .post("/v1/tasks")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/concurrencyKey"));

    patch(id.toString(), "{\"rate\": null, \"concurrency\": null}").statusCode(200);
    assertThat(Log.of(Topics.CONFIG, scope).getLast().value()).isNull();
    patch(id.toString(), "{\"concurrency\": 9}").statusCode(200);
    assertThat(Log.of(Topics.CONFIG, scope).getLast().value()).isNotNull();
    request().delete("/v1/webhooks/" + id).then().statusCode(204);
    assertThat(Log.of(Topics.CONFIG, scope).getLast().value()).isNull();
  }

  @Test
  void testIsADeliveryOfItsOwn() {
    EndpointId id = EndpointId.parse(create(FULL).extract().path("id"));

    String delivery =
        request()
            .post("/v1/webhooks/" + id + "/test")
            .then()
            .statusCode(202)
            .extract()
            .path("delivery");

    SubmitTask task = (SubmitTask) Log.of(Topics.COMMANDS, delivery).getFirst().value();
    assertThat(task.tenant()).isEqualTo(tenant);
    assertThat(task.type()).isEqualTo("webhook");
    assertThat(task.input().at("/endpoint").textValue()).isEqualTo(id.toString());
    assertThat(task.input().at("/event/type").textValue()).isEqualTo("endpoint.test");
    assertThat(task.terms().retry().maxAttempts()).isEqualTo(1);
    assertThat(task.placement().concurrencyKey()).isEqualTo(id.concurrencyKey());
  }

  @Test
  void deliveriesAreListedByStateEventAndTask() {
    EndpointId id = EndpointId.parse(create(PLAIN).extract().path("id"));
    TaskId one = TaskId.fresh(Instant.now());
    TaskId two = TaskId.fresh(Instant.now());
    Task failed =
        seen(delivery(id, "task.failed", one, 0).failed("gone", Instant.now().plusSeconds(5)));
    Task queued = seen(delivery(id, "task.succeeded", two, 1));
    Task other = seen(delivery(EndpointId.fresh(Instant.now()), "task.failed", one, 2));
    Task forged = seen(TestTasks.queued(3).type("webhook").tags(id.tag(), id.tag("task.failed")));

    await()
        .untilAsserted(
            () ->
                deliveries(id, Map.of())
                    .statusCode(200)
                    .body("items.id", contains(queued.id().toString(), failed.id().toString())));
    deliveries(id, Map.of("state", "failed"))
        .body("items.id", contains(failed.id().toString()))
        .body("items[0].event", equalTo("task.failed"))
        .body("items[0].attempts", hasSize(0));
    deliveries(id, Map.of("event", "task.succeeded"))
        .body("items.id", contains(queued.id().toString()));
    deliveries(id, Map.of("task", one.toString()))
        .body("items.id", contains(failed.id().toString()));
    deliveries(id, Map.of("task", one.toString(), "event", "task.succeeded"))
        .body("items", empty());
    for (Map<String, String> wrong :
        List.of(
            Map.of("state", "lost"),
            Map.of("event", "task.*"),
            Map.of("task", "tsk_1"),
            Map.of("tag", "x"),
            Map.of("cursor", "!!!"))) {
      deliveries(id, wrong).statusCode(400).body("code", equalTo("invalid-parameter"));
    }

    for (Task none : List.of(other, forged)) {
      resend(id, none.id().toString()).statusCode(404);
    }
    resend(id, queued.id().toString()).statusCode(409).body("code", equalTo("not-finished"));
    resend(id, "tsk_1").statusCode(404);
  }

  @Test
  void attemptsSayWhatTheReceiverAnswered() {
    EndpointId id = EndpointId.parse(create(PLAIN).extract().path("id"));
    Instant at = TestTasks.NOON;
    TaskError refused = new TaskError("refused", "no", false, 1, new Answer(503, "busy"));
    TaskError silent = new TaskError("unreachable", "no answer", false, 2);
    ObjectNode result = Json.MAPPER.createObjectNode().put("status", 201).put("durationMs", 12);
    Task delivery =
        seen(
            delivery(id, "task.failed", TaskId.fresh(at), 0)
                .attempts(
                    attempt(1, at, Attempt.Outcome.FAILED, refused),
                    attempt(2, at.plusSeconds(5), Attempt.Outcome.FAILED, silent),
                    attempt(3, at.plusSeconds(9), Attempt.Outcome.SNOOZED, null),
                    attempt(3, at.plusSeconds(30), Attempt.Outcome.SUCCEEDED, null))
                .state(TaskState.SUCCEEDED)
                .result(result));

    await()
        .untilAsserted(
            () ->
                deliveries(id, Map.of())
                    .statusCode(200)
                    .body("items.id", contains(delivery.id().toString())));
    deliveries(id, Map.of())
        .body("items[0].attempts.status", contains(503, null, null, 201))
        .body("items[0].attempts.body", contains("busy", null, null, null))
        .body("items[0].attempts.errorCode", contains("refused", "unreachable", null, null))
        .body("items[0].attempts.outcome", contains("failed", "failed", "snoozed", "succeeded"))
        .body("items[0].attempts.took", contains("PT1S", "PT1S", "PT1S", "PT1S"))
        .body("items[0].nextAttemptAt", nullValue());
  }

  private static Attempt attempt(int number, Instant at, Attempt.Outcome outcome, TaskError error) {
    return new Attempt(number, "worker-1", at, at.plusSeconds(1), outcome, error);
  }

  @Test
  void nextAttemptIsShownWhileTheDeliveryWaitsForIt() {
    EndpointId id = EndpointId.parse(create(PLAIN).extract().path("id"));
    Instant due = TestTasks.NOON.plusSeconds(90);
    seen(delivery(id, "task.failed", TaskId.fresh(due), 0).due(due).state(TaskState.RETRYING));

    await()
        .untilAsserted(
            () ->
                deliveries(id, Map.of("state", "retrying"))
                    .statusCode(200)
                    .body("items.nextAttemptAt", contains(due.toString())));
  }

  @Test
  void deliveryOfAGroupNamesIt() {
    EndpointId id = EndpointId.parse(create(PLAIN).extract().path("id"));
    GroupId group = GroupId.fresh(Instant.now());
    Task of =
        seen(
            TestTasks.queued(0)
                .type("webhook")
                .queue("webhook")
                .system()
                .tags(id.tag(), id.tag("group.failed"), id.tag(group.toString())));
    seen(delivery(id, "task.failed", TaskId.fresh(Instant.now()), 1));

    await()
        .untilAsserted(
            () ->
                deliveries(id, Map.of("group", group.toString()))
                    .statusCode(200)
                    .body("items.id", contains(of.id().toString()))
                    .body("items[0].group", equalTo(group.toString()))
                    .body("items[0].task", nullValue()));
    deliveries(id, Map.of("group", group.toString(), "event", "group.succeeded"))
        .body("items", empty());
    deliveries(id, Map.of("group", "grp_1")).statusCode(400);
  }

  @Test
  void recoveryReplaysExactlyWhatFailedInItsTime() {
    EndpointId id = EndpointId.parse(create(PLAIN).extract().path("id"));
    List<Task> failed = new ArrayList<>();
    for (int second = 0; second < 30; second++) {
      failed.add(seenFailed(delivery(id, "task.failed", someTask(), second)));
    }
    seen(delivery(id, "task.failed", someTask(), 12).state(TaskState.SUCCEEDED));
    seen(delivery(id, "task.failed", someTask(), 13).state(TaskState.RETRYING));
    seenFailed(delivery(EndpointId.fresh(Instant.now()), "task.failed", someTask(), 14));
    Task last = seenFailed(delivery(id, "task.failed", someTask(), 60));
    await()
        .untilAsserted(
            () ->
                deliveries(id, Map.of("limit", "100")).statusCode(200).body("items", hasSize(33)));
    String window =
        "\"since\": \"%s\", \"until\": \"%s\""
            .formatted(TestTasks.NOON.plusMillis(4_500), TestTasks.NOON.plusMillis(24_500));

    recover(id, "{%s, \"dryRun\": true}".formatted(window))
        .statusCode(202)
        .body("count", equalTo(20))
        .body("lastAt", nullValue());
    assertThat(replayed(failed)).isEmpty();

    recover(id, "{%s, \"rate\": {\"count\": 2, \"per\": \"PT1M\", \"burst\": 4}}".formatted(window))
        .statusCode(202)
        .body("count", equalTo(20));
    List<RetryTask> commands = replayed(failed);
    assertThat(commands)
        .extracting(RetryTask::taskId)
        .containsExactlyInAnyOrderElementsOf(failed.subList(5, 25).stream().map(Task::id).toList());
    List<Instant> starts = commands.stream().map(RetryTask::runAt).sorted().toList();
    assertThat(Duration.between(starts.getFirst(), starts.get(3))).isZero();
    assertThat(Duration.between(starts.get(3), starts.getLast())).hasMinutes(8);
    assertThat(replayed(List.of(last))).isEmpty();
  }

  @Test
  void recoveryThatIsNotClearIsRefused() {
    String id = create(PLAIN).extract().path("id");
    EndpointId known = EndpointId.parse(id);

    for (String wrong :
        List.of(
            "{}",
            "{\"since\": \"yesterday\"}",
            "{\"since\": \"2026-11-22T10:00:00Z\", \"rate\": 5}",
            "{\"since\": \"2026-11-22T10:00:00Z\", \"state\": \"failed\"}")) {
      recover(known, wrong).statusCode(400).body("code", equalTo("invalid-parameter"));
    }
    recover(EndpointId.fresh(Instant.now()), "{\"since\": \"2026-11-22T10:00:00Z\"}")
        .statusCode(404);
  }

  private static TaskId someTask() {
    return TaskId.fresh(Instant.now());
  }

  private Task seenFailed(TestTasks task) {
    return seen(task.failed("refused", Instant.now()));
  }

  private static List<RetryTask> replayed(List<Task> tasks) {
    return tasks.stream()
        .flatMap(task -> Log.of(Topics.COMMANDS, task.id().toString()).stream())
        .map(record -> (RetryTask) record.value())
        .toList();
  }

  private ValidatableResponse recover(EndpointId id, String body) {
    return json(request(), body).post("/v1/webhooks/" + id + "/recover").then();
  }

  private ValidatableResponse resend(EndpointId id, String delivery) {
    return request().post("/v1/webhooks/" + id + "/deliveries/" + delivery + "/resend").then();
  }

  private ValidatableResponse deliveries(EndpointId id, Map<String, String> query) {
    return request().queryParams(query).get("/v1/webhooks/" + id + "/deliveries").then();
  }

  private static TestTasks delivery(EndpointId id, String event, TaskId about, int second) {
    return TestTasks.queued(second)
        .type("webhook")
        .queue("webhook")
        .system()
        .tags(id.tag(), id.tag(event), id.tag(about.toString()));
  }

  private Task seen(TestTasks task) {
    try (LogWriter log = LogWriter.open()) {
      return log.write(task.tenant(tenant));
    }
  }

  private void gone(Endpoint endpoint) {
    EndpointGone mark =
        new EndpointGone(
            tenant, endpoint.id(), endpoint.revision(), Instant.now(), Endpoint.Reason.GONE);
    try (LogWriter log = LogWriter.open()) {
      log.write(Topics.CONFIG, mark.key(), mark);
    }
  }

  private Endpoint written(EndpointId id) {
    return (Endpoint) Log.of(Topics.CONFIG, Endpoint.key(tenant, id)).getLast().value();
  }

  private int createAt(EndpointKeeper replica) {
    try {
      JsonBody body =
          JsonBody.read(new ByteArrayInputStream(PLAIN.getBytes(StandardCharsets.UTF_8)), 10_000);
      replica.create(tenant, body, () -> {});
      return 201;
    } catch (ProblemException e) {
      return e.problem().status();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private ValidatableResponse create(String body) {
    return json(request(), body).post("/v1/webhooks").then();
  }

  private ValidatableResponse patch(String id, String body) {
    return request()
        .contentType("application/merge-patch+json")
        .body(body)
        .patch("/v1/webhooks/" + id)
        .then();
  }

  private static RequestSpecification json(RequestSpecification request, String body) {
    return request.contentType("application/json").body(body);
  }

  private RequestSpecification request() {
    return Api.with(key);
  }
}
