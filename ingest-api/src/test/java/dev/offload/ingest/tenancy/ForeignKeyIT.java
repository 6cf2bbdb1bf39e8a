package dev.offload.ingest.tenancy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.EventStream;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.config.FaceDescriptor;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.topic.Topics;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls every operation of the OpenAPI document with another tenant's key. An operation without a
/// case here fails the test.
@IngestTest
class ForeignKeyIT {

  private static final Set<String> NOT_OPERATIONS = Set.of("parameters", "summary", "description");

  private static final String NOTIFICATIONS = "/v1/users/ours/notifications";
  private static final String FACE = "/v1/galleries/ours/faces/ada";
  private static final String DESCRIPTOR =
      "{\"descriptor\": [%s]}"
          .formatted(String.join(", ", Collections.nCopies(FaceDescriptor.LENGTH, "0.5")));
  private static final String SCHEDULE =
      """
      {"cron": "0 4 * * *", "paused": true, "task": {"type": "parcel", "input": {"to": "us"}}}
      """;

  private String file;
  private String upload;
  private String key;
  private String task;
  private String group;
  private String webhook;
  private String foreignKey;

  private interface Case {
    void check() throws Exception;
  }

  @BeforeEach
  void makeThingsOfOtherTenants() throws Exception {
    Api.awaitReadiness();
    file = Api.upload(Surroundings.BOOTSTRAP_KEY, "ours");
    upload = tus(Api.bootstrap()).header("Upload-Length", 4).post("/v1/files").path("id");
    key = Api.newKey(Surroundings.TENANT, "read").split("_", -1)[1];
    foreignKey = Api.newKey("strangers", "submit", "read", "manage");
    try (var _ = new StandInLifecycle()) {
      task =
          json(Api.bootstrap().header("Idempotency-Key", "tenancy-" + key))
              .body("{\"type\": \"parcel\", \"input\": {\"to\": \"us\"}}")
              .post("/v1/tasks")
              .then()
              .statusCode(202)
              .extract()
              .path("id");
      group = json(Api.bootstrap()).body("{}").post("/v1/groups").path("id");
    }
    StandInLifecycle.hasReadEverything();
    json(Api.bootstrap()).body(SCHEDULE).put("/v1/schedules/ours").then().statusCode(201);
    webhook = newWebhook();
    json(Api.bootstrap())
        .body("{\"concurrency\": 5}")
        .put("/v1/limits/key/ours")
        .then()
        .statusCode(201);
    json(Api.bootstrap())
        .body("{\"email\": \"ada@example.com\"}")
        .put(NOTIFICATIONS)
        .then()
        .statusCode(201);
    json(Api.bootstrap()).body(DESCRIPTOR).put(FACE).then().statusCode(201);
  }

  @Test
  void everyOperationHasACaseAndKeepsTenantsApart() throws Exception {
    Map<String, Case> cases = cases();
    assertThat(operations()).isEqualTo(cases.keySet());

    for (Case one : cases.values()) {
      one.check();
    }
  }

  private Map<String, Case> cases() {
    Map<String, Case> cases = new TreeMap<>();
    cases.put("POST /v1/files", this::uploadIsTheirs);
    cases.put("GET /v1/files/{id}", () -> theirs().get("/v1/files/" + file).then().statusCode(404));
    cases.put("HEAD /v1/files/{id}", this::uploadIsNotTheirsToSee);
    cases.put("PATCH /v1/files/{id}", this::uploadIsNotTheirsToGoOnWith);
    cases.put("DELETE /v1/files/{id}", this::fileStaysOurs);
    cases.put("GET /v1/galleries", () -> assertThat(names("/v1/galleries")).isEmpty());
    cases.put("DELETE /v1/galleries/{gallery}", this::galleryStaysOurs);
    cases.put("GET /v1/galleries/{gallery}/faces", () -> isNotThere("/v1/galleries/ours/faces"));
    cases.put("GET /v1/galleries/{gallery}/faces/{id}", () -> isNotThere(FACE));
    cases.put("PUT /v1/galleries/{gallery}/faces/{id}", this::faceOfThatIdIsTheirOwn);
    cases.put("DELETE /v1/galleries/{gallery}/faces/{id}", this::faceStaysOurs);
    cases.put("GET /v1/keys", () -> assertThat(ids("/v1/keys?limit=200")).doesNotContain(key));
    cases.put("POST /v1/keys", this::keyForUsIsRefused);
    cases.put("GET /v1/keys/{id}", () -> theirs().get("/v1/keys/" + key).then().statusCode(404));
    cases.put("DELETE /v1/keys/{id}", this::keyStaysOurs);
    cases.put("GET /v1/schedules", () -> assertThat(names("/v1/schedules")).isEmpty());
    cases.put("GET /v1/schedules/{name}", () -> isNotThere("/v1/schedules/ours"));
    cases.put("PUT /v1/schedules/{name}", this::scheduleOfThatNameIsTheirOwn);
    cases.put("DELETE /v1/schedules/{name}", this::scheduleStaysOurs);
    cases.put("GET /v1/limits", () -> assertThat(scopes("/v1/limits")).isEmpty());
    cases.put("GET /v1/limits/{kind}/{name}", () -> isNotThere("/v1/limits/key/ours"));
    cases.put("PUT /v1/limits/{kind}/{name}", this::limitOfThatKeyIsTheirOwn);
    cases.put("DELETE /v1/limits/{kind}/{name}", this::limitStaysOurs);
    cases.put("POST /v1/portal", this::portalOfOursIsRefused);
    cases.put("POST /v1/tokens", this::tokenForOursIsRefused);
    cases.put("POST /v1/tenants/{tenant}/pause", () -> isForbidden("/v1/tenants/acme/pause"));
    cases.put("POST /v1/tenants/{tenant}/resume", () -> isForbidden("/v1/tenants/acme/resume"));
    cases.put("GET /v1/users/{user}/notifications", () -> isNotThere(NOTIFICATIONS));
    cases.put("PUT /v1/users/{user}/notifications", this::userOfThatIdIsTheirOwn);
    cases.put("DELETE /v1/users/{user}/notifications", this::preferencesStayOurs);
    cases.put("GET /v1/webhooks", () -> assertThat(ids("/v1/webhooks")).isEmpty());
    cases.put("POST /v1/webhooks", this::webhookIsTheirs);
    cases.put("GET /v1/webhooks/{id}", () -> isNotThere("/v1/webhooks/" + webhook));
    cases.put("PATCH /v1/webhooks/{id}", this::webhookIsNotTheirsToChange);
    cases.put("DELETE /v1/webhooks/{id}", this::webhookStaysOurs);
    cases.put(
        "POST /v1/webhooks/{id}/secret", () -> isNotFound("/v1/webhooks/" + webhook + "/secret"));
    cases.put("POST /v1/webhooks/{id}/test", () -> isNotFound("/v1/webhooks/" + webhook + "/test"));
    cases.put(
        "GET /v1/webhooks/{id}/deliveries",
        () -> isNotThere("/v1/webhooks/" + webhook + "/deliveries"));
    cases.put("POST /v1/webhooks/{id}/recover", this::webhookIsNotTheirsToRecover);
    cases.put(
        "POST /v1/webhooks/{id}/deliveries/{delivery}/resend",
        () -> isNotFound("/v1/webhooks/" + webhook + "/deliveries/" + task + "/resend"));
    cases.put("POST /v1/tasks", this::taskWithOurFileIsRefused);
    cases.put("POST /v1/tasks/batch", this::lineWithOurFileIsRefused);
    cases.put("GET /v1/tasks", () -> assertThat(ids("/v1/tasks?limit=200")).doesNotContain(task));
    cases.put("GET /v1/tasks/{id}", this::taskIsOurs);
    cases.put("POST /v1/tasks/{id}/cancel", this::taskIsNotTheirsToCancel);
    cases.put("GET /v1/tasks/{id}/events", this::taskCannotBeFollowed);
    cases.put("POST /v1/tasks/{id}/retry", () -> isNotFound("/v1/tasks/" + task + "/retry"));
    cases.put("DELETE /v1/tasks/{id}", this::taskStaysOurs);
    cases.put("POST /v1/tasks/retry", () -> sweepsNothing("retry", "{\"ratePerSecond\": 1}"));
    cases.put("POST /v1/tasks/drop", () -> sweepsNothing("drop", "{}"));
    cases.put("POST /v1/groups", this::groupIsTheirs);
    cases.put("GET /v1/groups", () -> assertThat(ids("/v1/groups")).doesNotContain(group));
    cases.put("GET /v1/groups/{id}", () -> isNotThere("/v1/groups/" + group));
    cases.put("GET /v1/groups/{id}/events", this::groupCannotBeFollowed);
    cases.put("POST /v1/groups/{id}/seal", () -> isNotFound("/v1/groups/" + group + "/seal"));
    cases.put("POST /v1/groups/{id}/cancel", () -> isNotFound("/v1/groups/" + group + "/cancel"));
    cases.put("GET /v1/events", this::streamIsSilentOfOurs);
    cases.put("GET /v1/queues", this::queuesCountTheirs);
    cases.put("GET /v1/queues/{queue}", this::queueCountsTheirs);
    cases.put("POST /v1/queues/{queue}/pause", () -> isForbidden("/v1/queues/parcel/pause"));
    cases.put("POST /v1/queues/{queue}/resume", () -> isForbidden("/v1/queues/parcel/resume"));
    return cases;
  }

  private void portalOfOursIsRefused() {
    json(theirs()).body("{\"tenant\": \"acme\"}").post("/v1/portal").then().statusCode(403);
  }

  private void tokenForOursIsRefused() {
    for (String ours :
        List.of("task\": \"" + task, "group\": \"" + group, "upload\": \"" + upload)) {
      json(theirs()).body("{\"" + ours + "\"}").post("/v1/tokens").then().statusCode(404);
    }
  }

  private static String newWebhook() {
    return json(Api.bootstrap())
        .body("{\"url\": \"https://shop.example/\"}")
        .post("/v1/webhooks")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private void webhookIsTheirs() {
    String theirsOnly =
        json(theirs())
            .body("{\"url\": \"https://spy.example/\"}")
            .post("/v1/webhooks")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    Api.bootstrap().get("/v1/webhooks/" + theirsOnly).then().statusCode(404);
    theirs().delete("/v1/webhooks/" + theirsOnly).then().statusCode(204);
  }

  private void webhookIsNotTheirsToChange() {
    json(theirs())
        .body("{\"url\": \"https://spy.example/\"}")
        .patch("/v1/webhooks/" + webhook)
        .then()
        .statusCode(404);
    Api.bootstrap()
        .get("/v1/webhooks/" + webhook)
        .then()
        .body("url", equalTo("https://shop.example/"));
  }

  private void webhookIsNotTheirsToRecover() {
    json(theirs())
        .body("{\"since\": \"2026-11-22T10:00:00Z\"}")
        .post("/v1/webhooks/" + webhook + "/recover")
        .then()
        .statusCode(404);
  }

  private void webhookStaysOurs() {
    theirs().delete("/v1/webhooks/" + webhook).then().statusCode(404);
    Api.bootstrap().get("/v1/webhooks/" + webhook).then().statusCode(200);
  }

  private void uploadIsTheirs() {
    String uploaded = Api.upload(foreignKey, "theirs");
    theirs().get("/v1/files/" + uploaded).then().statusCode(200);
    Api.bootstrap().get("/v1/files/" + uploaded).then().statusCode(404);
  }

  private void uploadIsNotTheirsToSee() {
    theirs().head("/v1/files/" + file).then().statusCode(404);
    tus(theirs()).head("/v1/files/" + file).then().statusCode(404);
    tus(theirs()).head("/v1/files/" + upload).then().statusCode(404);
  }

  private void uploadIsNotTheirsToGoOnWith() {
    tus(theirs())
        .header("Upload-Offset", 0)
        .contentType("application/offset+octet-stream")
        .body(new byte[1])
        .patch("/v1/files/" + upload)
        .then()
        .statusCode(404);
    tus(Api.bootstrap())
        .head("/v1/files/" + upload)
        .then()
        .statusCode(200)
        .header("Upload-Offset", "0");
  }

  private void fileStaysOurs() {
    theirs().delete("/v1/files/" + file).then().statusCode(404);
    Api.bootstrap().get("/v1/files/" + file).then().statusCode(200);
    tus(theirs()).delete("/v1/files/" + upload).then().statusCode(404);
    tus(Api.bootstrap()).head("/v1/files/" + upload).then().statusCode(200);
  }

  private static RequestSpecification tus(RequestSpecification request) {
    return request.header("Tus-Resumable", "1.0.0");
  }

  private void keyForUsIsRefused() {
    json(theirs())
        .body("{\"name\": \"spy\", \"tenant\": \"acme\", \"scopes\": [\"read\"]}")
        .post("/v1/keys")
        .then()
        .statusCode(403);
  }

  private void keyStaysOurs() {
    theirs().delete("/v1/keys/" + key).then().statusCode(404);
    Api.bootstrap().get("/v1/keys/" + key).then().statusCode(200);
  }

  private void taskWithOurFileIsRefused() {
    json(theirs())
        .body("{\"type\": \"parcel\", \"input\": {\"to\": \"" + file + "\"}}")
        .post("/v1/tasks")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/input/to"));
  }

  private void lineWithOurFileIsRefused() {
    theirs()
        .contentType("application/x-ndjson")
        .body(("{\"type\": \"parcel\", \"input\": {\"to\": \"" + file + "\"}}").getBytes(UTF_8))
        .post("/v1/tasks/batch")
        .then()
        .statusCode(200)
        .body(containsString("\"status\":422"), containsString("/input/to"));
  }

  private void groupIsTheirs() throws Exception {
    try (var _ = new StandInLifecycle()) {
      String opened =
          json(theirs()).body("{}").post("/v1/groups").then().statusCode(201).extract().path("id");
      theirs().get("/v1/groups/" + opened).then().statusCode(200);
    }
    StandInLifecycle.hasReadEverything();
    json(theirs())
        .body(
            "{\"then\": [{\"on\": \"always\", \"task\":"
                + " {\"type\": \"parcel\", \"input\": {\"to\": \"%s\"}}}]}".formatted(file))
        .post("/v1/groups")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/then/0/task/input/to"));
  }

  private void isNotThere(String path) {
    theirs().get(path).then().statusCode(404);
    Api.bootstrap().get(path).then().statusCode(200);
  }

  private void scheduleOfThatNameIsTheirOwn() {
    String theirCron = SCHEDULE.replace("0 4", "0 5");
    json(theirs()).body(theirCron).put("/v1/schedules/ours").then().statusCode(201);
    Api.bootstrap().get("/v1/schedules/ours").then().body("cron", equalTo("0 4 * * *"));
    theirs().delete("/v1/schedules/ours").then().statusCode(204);
    Api.bootstrap().get("/v1/schedules/ours").then().statusCode(200);
  }

  private void scheduleStaysOurs() {
    theirs().delete("/v1/schedules/ours").then().statusCode(404);
    Api.bootstrap().get("/v1/schedules/ours").then().statusCode(200);
  }

  private void galleryStaysOurs() {
    theirs().delete("/v1/galleries/ours").then().statusCode(404);
    Api.bootstrap().get(FACE).then().statusCode(200);
  }

  private void faceOfThatIdIsTheirOwn() {
    json(theirs())
        .body("{\"file\": \"" + file + "\"}")
        .put(FACE)
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/file"));
    json(theirs()).body(DESCRIPTOR.replace("0.5", "0.25")).put(FACE).then().statusCode(201);
    Api.bootstrap().get(FACE).then().body("descriptor[0]", equalTo(0.5f));
    theirs().delete(FACE).then().statusCode(204);
    Api.bootstrap().get(FACE).then().statusCode(200);
  }

  private void faceStaysOurs() {
    theirs().delete(FACE).then().statusCode(404);
    Api.bootstrap().get(FACE).then().statusCode(200);
  }

  private void limitOfThatKeyIsTheirOwn() {
    json(theirs()).body("{\"concurrency\": 1}").put("/v1/limits/key/ours").then().statusCode(201);
    Api.bootstrap().get("/v1/limits/key/ours").then().body("concurrency", equalTo(5));
    theirs().delete("/v1/limits/key/ours").then().statusCode(204);
    for (String scope : List.of("queue/parcel", "tenant/acme")) {
      json(theirs()).body("{\"concurrency\": 0}").put("/v1/limits/" + scope).then().statusCode(403);
    }
  }

  private void limitStaysOurs() {
    theirs().delete("/v1/limits/key/ours").then().statusCode(404);
    Api.bootstrap().get("/v1/limits/key/ours").then().statusCode(200);
  }

  private void userOfThatIdIsTheirOwn() {
    json(theirs())
        .body("{\"email\": \"eve@example.com\"}")
        .put(NOTIFICATIONS)
        .then()
        .statusCode(201);
    Api.bootstrap().get(NOTIFICATIONS).then().body("email", equalTo("ada@example.com"));
    theirs().delete(NOTIFICATIONS).then().statusCode(204);
  }

  private void preferencesStayOurs() {
    theirs().delete(NOTIFICATIONS).then().statusCode(404);
    Api.bootstrap().get(NOTIFICATIONS).then().statusCode(200);
  }

  private void taskIsOurs() {
    theirs().get("/v1/tasks/" + task).then().statusCode(404);
    Api.bootstrap().get("/v1/tasks/" + task).then().statusCode(200);
  }

  private void isNotFound(String path) {
    theirs().noContentType().post(path).then().statusCode(404);
  }

  private void taskIsNotTheirsToCancel() {
    isNotFound("/v1/tasks/" + task + "/cancel");
    assertThat(Log.of(Topics.COMMANDS, task))
        .noneMatch(record -> record.value() instanceof CancelTask);
  }

  private void taskStaysOurs() {
    theirs().delete("/v1/tasks/" + task).then().statusCode(404);
    Api.bootstrap().get("/v1/tasks/" + task).then().statusCode(200);
  }

  private void sweepsNothing(String action, String filter) {
    try (LogWriter log = LogWriter.open()) {
      Task failed =
          log.write(TestTasks.queued(0).tenant(Surroundings.TENANT).failed("boom", TestTasks.NOON));
      await()
          .untilAsserted(
              () -> Api.bootstrap().get("/v1/tasks/" + failed.id()).then().statusCode(200));
    }
    json(theirs())
        .body(filter)
        .post("/v1/tasks/" + action)
        .then()
        .statusCode(202)
        .body("tasks", equalTo(0));
  }

  private void groupCannotBeFollowed() {
    try (EventStream theirs = stream("/v1/groups/" + group + "/events")) {
      assertThat(theirs.status()).isEqualTo(404);
    }
  }

  private void taskCannotBeFollowed() {
    try (EventStream theirs = stream("/v1/tasks/" + task + "/events")) {
      assertThat(theirs.status()).isEqualTo(404);
    }
  }

  /// A position that nobody knows is answered by the present state: what there is of theirs.
  private void streamIsSilentOfOurs() {
    try (EventStream theirs = stream("/v1/events")) {
      assertThat(theirs.next().name()).isEqualTo("reset");
      await().until(() -> theirs.comments() > 0);
      while (theirs.hasNext()) {
        assertThat(theirs.next().data()).doesNotContain(task);
      }
    }
  }

  private void queuesCountTheirs() {
    theirs()
        .get("/v1/queues")
        .then()
        .body("items.find { it.queue == 'parcel' }.queued", equalTo(0));
    Api.bootstrap()
        .get("/v1/queues")
        .then()
        .body("items.find { it.queue == 'parcel' }.queued", greaterThan(0));
  }

  private void queueCountsTheirs() {
    theirs().get("/v1/queues/parcel").then().body("queued", equalTo(0));
    Api.bootstrap().get("/v1/queues/parcel").then().body("queued", greaterThan(0));
  }

  private void isForbidden(String path) {
    theirs().post(path).then().statusCode(403);
  }

  private EventStream stream(String path) {
    URI uri = URI.create(RestAssured.baseURI + ":" + RestAssured.port + path);
    return EventStream.open(uri, foreignKey, "unheard-of");
  }

  private List<String> ids(String list) {
    return theirs().get(list).then().statusCode(200).extract().path("items.id");
  }

  private List<String> names(String list) {
    return theirs().get(list).then().statusCode(200).extract().path("items.name");
  }

  private List<String> scopes(String list) {
    return theirs().get(list).then().statusCode(200).extract().path("items.scope");
  }

  private RequestSpecification theirs() {
    return Api.with(foreignKey);
  }

  private static RequestSpecification json(RequestSpecification request) {
    return request.contentType("application/json");
  }

  private static Set<String> operations() throws Exception {
    JsonNode paths =
        Json.MAPPER.readTree(Api.anonymous().get("/openapi?format=json").asString()).get("paths");
    Set<String> operations = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (!NOT_OPERATIONS.contains(operation.getKey())) {
          operations.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return operations;
  }
}
