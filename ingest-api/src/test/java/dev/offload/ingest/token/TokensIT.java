package dev.offload.ingest.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.EventStream;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a token opens, and what it does not.
@IngestTest
class TokensIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private final String tenant = "browsers-" + TENANTS.incrementAndGet();
  @TestHTTPResource private URI base;
  private String key;
  private Task task;

  @BeforeEach
  void makeKeyAndTask() {
    Api.awaitReadiness();
    key = Api.newKey(tenant, "read", "submit", "manage");
    task = write(TestTasks.queued(0).tenant(tenant));
  }

  @Test
  void tokenShowsItsTaskAndFollowsIt() {
    String token = tokenOf("task", task.id().toString(), "PT1H");

    Api.with(token).get(path()).then().statusCode(200).body("id", equalTo("" + task.id()));
    try (EventStream events = EventStream.open(base.resolve(path() + "/events"), token, null)) {
      assertThat(events.next().task().id()).isEqualTo(task.id());
    }
    URI withToken = base.resolve(path() + "/events?token=" + token);
    try (EventStream events = EventStream.open(withToken, null, null)) {
      assertThat(events.next().task().id()).isEqualTo(task.id());
    }
  }

  @Test
  void tokenHidesSubscribers() {
    String url = "https://hooks.example/secret-of-the-tenant";
    Task telling = write(TestTasks.queued(2).tenant(tenant).notifying(url));
    String path = "/v1/tasks/" + telling.id();
    assertThat(Api.with(key).get(path).asString()).contains(url);
    String token = tokenOf("task", telling.id().toString(), "PT1H");

    Api.with(token).get(path).then().statusCode(200).body("notify", equalTo(List.of()));
    try (EventStream events = EventStream.open(base.resolve(path + "/events"), token, null)) {
      assertThat(events.next().data()).contains("\"notify\":[]").doesNotContain(url);
    }
  }

  @Test
  void tokenSaysWhenItExpires() {
    Instant before = Instant.now();

    String expiresAt =
        ask("{\"task\": \"%s\"}".formatted(task.id()))
            .statusCode(201)
            .header("Cache-Control", "no-store")
            .body("token", notNullValue())
            .extract()
            .path("expiresAt");

    assertThat(Instant.parse(expiresAt))
        .isBetween(
            before.plus(Duration.ofHours(1)),
            Instant.now().plus(Duration.ofHours(1)).plusSeconds(1));
  }

  @Test
  void tokenShowsItsGroup() throws Exception {
    String group;
    try (var _ = new StandInLifecycle()) {
      group =
          Api.with(key)
              .contentType("application/json")
              .body("{}")
              .post("/v1/groups")
              .then()
              .statusCode(201)
              .extract()
              .path("id");
    }
    StandInLifecycle.hasReadEverything();
    String token = tokenOf("group", group, "PT1M");

    String etag =
        Api.with(token).get("/v1/groups/" + group).then().statusCode(200).extract().header("ETag");
    Api.with(token).header("If-None-Match", etag).get("/v1/groups/" + group).then().statusCode(304);
    forbidden(token, "/v1/groups");
    forbidden(token, "/v1/groups/grp_0199f5ac-1111-7000-8000-000000000004");
    forbidden(token, path());
    Api.with(token).post("/v1/groups/" + group + "/seal").then().statusCode(403);
  }

  /// Every operation of the document, with every kind of thing that its path can name.
  @Test
  void tokenOpensNothingElse() throws Exception {
    Task other = write(TestTasks.queued(1).tenant(tenant));
    String file = Api.upload(key, "secret of others");
    String token = tokenOf("task", task.id().toString(), "PT1H");
    int tried = 0;
    for (Map.Entry<String, JsonNode> path : document().properties()) {
      for (String method : METHODS) {
        JsonNode operation = path.getValue().path(method);
        if (operation.isMissingNode()) {
          continue;
        }
        tried++;
        boolean takesTokens = operation.path("security").toString().contains("\"token\"");
        String named =
            path.getKey()
                .replace("/v1/files/{id}", "/v1/files/" + file)
                .replace("/v1/tasks/{id}", "/v1/tasks/" + (takesTokens ? other : task).id())
                .replaceAll("\\{[a-z]+}", "tsk_0199f5ac-1111-7000-8000-000000000004");
        int expected = path.getKey().equals("/v1/files/{id}") && method.equals("get") ? 404 : 403;

        int status =
            Api.with(token)
                .contentType("application/json")
                .body(method.equals("get") ? "" : "{}")
                .request(Method.valueOf(method.toUpperCase(Locale.ROOT)), named)
                .statusCode();

        assertThat(status)
            .as("%s %s", method, named)
            .isIn(expected, takesJson(operation) ? expected : 415);
      }
    }
    assertThat(tried).isGreaterThan(40);
  }

  private static boolean takesJson(JsonNode operation) {
    String body = operation.path("requestBody").toString();
    return !body.contains("ndjson") && !body.contains("offset+octet-stream");
  }

  @Test
  void tokenGoesOnWithItsUpload() {
    String upload = begin();
    String other = begin();
    String token = tokenOf("upload", upload.substring("/v1/files/".length()), "PT1H");

    piece(token, upload, 0, "hel").statusCode(204);
    tus(token).head(upload).then().statusCode(200).header("Upload-Offset", "3");
    piece(token, other, 0, "hel").statusCode(403);
    tus(token).head(other).then().statusCode(403);
    tus(token).delete(other).then().statusCode(403);
    tus(token).header("Upload-Length", 5).post("/v1/files").then().statusCode(403);
    piece(token, upload, 3, "lo").statusCode(204);

    tus(token).head(upload).then().statusCode(200).header("Upload-Offset", "5");
    Api.with(token).head(upload).then().statusCode(404);
    Api.with(token).get(upload).then().statusCode(403);
    tus(token).delete(upload).then().statusCode(403);
    assertThat(Api.with(key).get(upload).asString()).isEqualTo("hello");
  }

  @Test
  void tokenGivesItsUploadUp() {
    String upload = begin();
    String token = tokenOf("upload", upload.substring("/v1/files/".length()), "PT1H");

    tus(token).delete(upload).then().statusCode(204);

    tus(key).head(upload).then().statusCode(404);
  }

  @Test
  void tokenOfAnUploadNeedsOneAndTheScopeToSend() {
    String upload = "{\"upload\": \"%s\"}".formatted(begin().substring("/v1/files/".length()));
    String whole = "{\"upload\": \"%s\"}".formatted(Api.upload(key, "hello"));
    String ofTask = "{\"task\": \"%s\"}".formatted(task.id());

    ask(whole).statusCode(404);
    ask(Api.newKey(tenant, "read"), upload).statusCode(403);
    ask(Api.newKey(tenant, "submit"), upload).statusCode(201);
    ask(Api.newKey(tenant, "submit"), ofTask).statusCode(403);
    ask(Api.newKey(tenant + "-others", "submit"), upload).statusCode(404);
  }

  private String begin() {
    return tus(key).header("Upload-Length", 5).post("/v1/files").header("Location");
  }

  private static RequestSpecification tus(String bearer) {
    return Api.with(bearer).header("Tus-Resumable", "1.0.0");
  }

  private static ValidatableResponse piece(
      String bearer, String upload, long offset, String content) {
    return tus(bearer)
        .header("Upload-Offset", offset)
        .contentType("application/offset+octet-stream")
        .body(content.getBytes(UTF_8))
        .patch(upload)
        .then();
  }

  @Test
  void tokenShowsTheFilesThatItsTaskHasMade() {
    String made = Api.upload(key, "the picture");
    String another = Api.upload(key, "another picture");
    OutputFile output = OutputFile.of(made, "a.txt", "text/plain", 11, "0".repeat(64));
    Task done = write(TestTasks.next(task).files(output).state(TaskState.SUCCEEDED));
    String token = tokenOf("task", done.id().toString(), "PT1H");
    await().until(() -> Api.with(key).get(path()).path("state").equals("succeeded"));

    Api.with(token).get("/v1/files/" + made).then().statusCode(200).body(equalTo("the picture"));
    Api.with(token).get("/v1/files/" + another).then().statusCode(404);
    Api.with(token).delete("/v1/files/" + made).then().statusCode(403);
  }

  @Test
  void tokenOfAUserTellsOfTheTasksOfThatUser() {
    String token = tokenOf("user", "u-7", "PT1H");
    try (EventStream events =
            EventStream.open(base.resolve("/v1/events?token=" + token), null, null);
        LogWriter log = LogWriter.open()) {
      await().until(() -> events.comments() > 0);

      log.write(TestTasks.queued(3).tenant(tenant).user("u-8"));
      log.write(TestTasks.queued(4).tenant(tenant));
      Task own = log.write(TestTasks.queued(5).tenant(tenant).user("u-7"));

      assertThat(events.next().task().id()).isEqualTo(own.id());
      Api.with(token).get("/v1/tasks/" + own.id()).then().statusCode(403);
    }
    Api.with(token).get("/v1/tasks?user=u-7").then().statusCode(403);
    Api.with(token)
        .get("/v1/events?user=u-8")
        .then()
        .statusCode(403)
        .body("detail", containsString("one user's tasks"));
  }

  @Test
  void streamEndsWithItsToken() {
    String token = tokenOf("task", task.id().toString(), "PT2S");
    try (EventStream events = EventStream.open(base.resolve(path() + "/events"), token, null)) {
      assertThat(events.next().task().id()).isEqualTo(task.id());

      await().until(events::isOver);
    }
    Api.with(token)
        .get(path())
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", containsString("invalid_token"))
        .body("detail", containsString("has expired"));
  }

  @Test
  void tokenEndsWithItsKey() {
    String giver = Api.newKey(tenant, "read");
    String token =
        Api.with(giver)
            .contentType("application/json")
            .body("{\"task\": \"%s\"}".formatted(task.id()))
            .post("/v1/tokens")
            .path("token");
    try (EventStream events = EventStream.open(base.resolve(path() + "/events"), token, null)) {
      assertThat(events.next().task().id()).isEqualTo(task.id());

      Api.bootstrap().delete("/v1/keys/" + giver.split("_", -1)[1]).then().statusCode(204);

      await().until(events::isOver);
    }
    Api.with(token)
        .get(path())
        .then()
        .statusCode(401)
        .body("detail", containsString("was deleted"));
  }

  @Test
  void tokenInTheQueryIsForStreamsOnly() {
    String token = tokenOf("task", task.id().toString(), "PT1H");

    Api.anonymous()
        .get(path() + "?token=" + token)
        .then()
        .statusCode(400)
        .body("detail", containsString("event streams only"));
    Api.with(key).get("/v1/queues?token=x").then().statusCode(400);
    Api.with(token).get(path() + "/events?token=" + token).then().statusCode(400);
    Api.anonymous().get(path() + "/events?token=" + key).then().statusCode(401);
    Api.anonymous().get(path() + "/events?token=").then().statusCode(401);
  }

  @Test
  void tokenIsNotForThingsOfOthers() throws Exception {
    String foreign = Api.newKey("strangers", "read");
    // What earlier tests have submitted is decided, or nobody could know that there is no such
    // task.
    StandInLifecycle.hasReadEverything();
    Api.with(foreign)
        .contentType("application/json")
        .body("{\"task\": \"%s\"}".formatted(task.id()))
        .post("/v1/tokens")
        .then()
        .statusCode(404);
    String submitting = Api.newKey(tenant, "submit");
    Api.with(submitting)
        .contentType("application/json")
        .body("{\"task\": \"%s\"}".formatted(task.id()))
        .post("/v1/tokens")
        .then()
        .statusCode(403);
  }

  @Test
  void accessLogHasNoToken() {
    List<String> lines = new CopyOnWriteArrayList<>();
    Handler handler = listening(lines);
    Logger log = Logger.getLogger("io.quarkus.http.access-log");
    log.addHandler(handler);
    try {
      String token = tokenOf("task", task.id().toString(), "PT1H");
      Api.anonymous().get(path() + "?token=" + token).then().statusCode(400);
      String path = path();

      await().untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains(path)));

      assertThat(lines).noneMatch(line -> line.contains("token=") || line.contains(token));
    } finally {
      log.removeHandler(handler);
    }
  }

  private String path() {
    return "/v1/tasks/" + task.id();
  }

  private String tokenOf(String what, String id, String expiresIn) {
    return ask("{\"%s\": \"%s\", \"expiresIn\": \"%s\"}".formatted(what, id, expiresIn))
        .statusCode(201)
        .extract()
        .path("token");
  }

  private ValidatableResponse ask(String body) {
    return ask(key, body);
  }

  private static ValidatableResponse ask(String key, String body) {
    return Api.with(key).contentType("application/json").body(body).post("/v1/tokens").then();
  }

  private void forbidden(String token, String path) {
    Api.with(token)
        .get(path)
        .then()
        .statusCode(403)
        .body("detail", containsString("The token is for the group grp_"));
  }

  private Task write(TestTasks wanted) {
    try (LogWriter log = LogWriter.open()) {
      Task written = log.write(wanted);
      await()
          .untilAsserted(
              () -> Api.with(key).get("/v1/tasks/" + written.id()).then().statusCode(200));
      return written;
    }
  }

  private static JsonNode document() throws Exception {
    return Json.MAPPER
        .readTree(Api.anonymous().get("/openapi?format=json").asString())
        .path("paths");
  }

  private static Handler listening(List<String> lines) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        lines.add(String.valueOf(line.getMessage()));
      }

      @Override
      public void flush() {
        // Nothing is kept back.
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }
}
