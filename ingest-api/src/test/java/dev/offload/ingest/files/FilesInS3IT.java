package dev.offload.ingest.files;

import static dev.offload.ingest.rig.TestTasks.queued;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.InS3;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.s3server.S3Server;
import dev.offload.schemas.task.Task;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The API with files in S3.
@QuarkusTest
@WithTestResource(value = InS3.class, scope = TestResourceScope.MATCHING_RESOURCES)
class FilesInS3IT {
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final String PIECE = "application/offset+octet-stream";

  @Inject FileCollector collector;

  /// Set by [InS3].
  S3Server server;

  @ConfigProperty(name = "offload.files.directory")
  Path directory;

  private final String tenant = "cloud-" + TENANTS.incrementAndGet();
  private String key;

  @BeforeEach
  void open() throws Exception {
    Api.awaitReadiness();
    key = Api.newKey(tenant, "read", "submit", "manage");
    StandInLifecycle.hasReadEverything();
  }

  @Test
  void downloadGetsALinkThatIsNoActiveContent() {
    String file =
        api()
            .contentType("text/html")
            .body("<script>")
            .post("/v1/files?name=page.html")
            .then()
            .statusCode(201)
            .extract()
            .header("Location");

    Response answer = api().redirects().follow(false).get(file);
    answer
        .then()
        .statusCode(307)
        .header("Cache-Control", "no-store")
        .header("Location", startsWith("http://127.0.0.1:"));

    link(answer)
        .then()
        .statusCode(200)
        .header("Content-Type", startsWith("text/html"))
        .header("Content-Disposition", startsWith("attachment; filename=\"page.html\""))
        .body(equalTo("<script>"));
    given()
        .urlEncodingEnabled(false)
        .header("Range", "bytes=1-6")
        .get(answer.header("Location"))
        .then()
        .statusCode(206)
        .body(equalTo("script"));
  }

  @Test
  void conditionsAreAnsweredByTheApi() {
    String file = "/v1/files/" + Api.upload(key, "hello");
    String etag = api().head(file).then().statusCode(200).extract().header("ETag");

    api().redirects().follow(false).header("If-None-Match", etag).get(file).then().statusCode(304);
    api().redirects().follow(false).header("If-Match", "\"x\"").get(file).then().statusCode(412);
    api().header("If-Match", etag).get(file).then().statusCode(200).body(equalTo("hello"));
    api()
        .header("Range", "bytes=1-2")
        .header("If-Range", etag)
        .get(file)
        .then()
        .statusCode(206)
        .body(equalTo("el"));
    api().redirects().follow(false).header("Range", "bytes=9-").get(file).then().statusCode(416);
    api().head(file).then().header("Content-Length", "5").header("Location", nullValue());
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void piecesBecomeAFile() {
    String file =
        tus()
            .header("Upload-Length", 11)
            .post("/v1/files")
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    piece(file, 0, "hello ").then().statusCode(204).header("Upload-Offset", "6");
    tus().head(file).then().statusCode(200).header("Upload-Offset", "6");
    piece(file, 3, "world").then().statusCode(409).header("Upload-Offset", "6");

    piece(file, 6, "world").then().statusCode(204).header("Upload-Offset", "11");

    link(api().redirects().follow(false).get(file)).then().body(equalTo("hello world"));
  }

  @Test
  void onlyWhatNothingNeedsIsCollected() throws Exception {
    String named = Api.upload(key, "needed");
    String unneeded = Api.upload(key, "unneeded");
    String part =
        tus().header("Upload-Length", 11).post("/v1/files").then().extract().header("Location");
    try (LogWriter log = LogWriter.open()) {
      Task task = log.write(queued(0).tenant(tenant).needs(named));
      await().untilAsserted(() -> api().get("/v1/tasks/" + task.id()).then().statusCode(200));

      await().until(collector::turn);
    }

    assertThat(isThere(named)).isTrue();
    assertThat(isThere(unneeded)).isFalse();
    tus().head(part).then().statusCode(200).header("Upload-Length", "11");
    api().delete("/v1/files/" + named).then().statusCode(409);
    tus().delete(part).then().statusCode(204);
    tus().head(part).then().statusCode(not(200));
  }

  @Test
  void outageOfTheBucketIsToldWithATimeToComeBack() {
    String file = Api.upload(key, "hello");
    String part =
        tus().header("Upload-Length", 11).post("/v1/files").then().extract().header("Location");
    piece(part, 0, "hello ").then().statusCode(204);
    String task = "{\"type\": \"parcel\", \"input\": {\"to\": \"%s\"}}".formatted(file);
    server.goDown();
    try {
      isUnavailable(api().get("/v1/files/" + file));
      isUnavailable(api().contentType("text/plain").body("hello").post("/v1/files"));
      isUnavailable(api().delete("/v1/files/" + file));
      isUnavailable(tus().header("Upload-Length", 11).post("/v1/files"));
      isUnavailable(piece(part, 6, "world"));
      isUnavailable(api().contentType("application/json").body(task).post("/v1/tasks"))
          .body("detail", containsString("Nothing was accepted."));
      isUnavailable(
          api()
              .contentType("application/json")
              .body("{\"file\": \"%s\"}".formatted(file))
              .put("/v1/galleries/staff/faces/ann"));
      api()
          .contentType("application/x-ndjson")
          .body(
              (task + "\n{\"type\": \"parcel\", \"input\": {\"to\": \"Rome\"}}\n").getBytes(UTF_8))
          .post("/v1/tasks/batch")
          .then()
          .statusCode(200)
          .body(containsString("\"line\":1,\"status\":503"))
          .body(containsString("\"line\":2,\"status\":202"));
    } finally {
      server.comeBack();
    }

    piece(part, 6, "world").then().statusCode(204);
    link(api().redirects().follow(false).get("/v1/files/" + file)).then().body(equalTo("hello"));
  }

  private static ValidatableResponse isUnavailable(Response answer) {
    return answer
        .then()
        .statusCode(503)
        .header("Retry-After", "30")
        .contentType("application/problem+json")
        .body("code", equalTo("unavailable"));
  }

  private boolean isThere(String id) {
    return api().head("/v1/files/" + id).statusCode() == 200;
  }

  /// Without a key.
  private static Response link(Response answer) {
    return given().urlEncodingEnabled(false).get(answer.header("Location"));
  }

  private Response piece(String file, long offset, String content) {
    return tus()
        .header("Upload-Offset", offset)
        .contentType(PIECE)
        .body(content.getBytes(UTF_8))
        .patch(file);
  }

  private RequestSpecification tus() {
    return api().header("Tus-Resumable", "1.0.0");
  }

  private RequestSpecification api() {
    return Api.with(key);
  }
}
