package dev.offload.ingest.files;

import static dev.offload.ingest.rig.TestTasks.next;
import static dev.offload.ingest.rig.TestTasks.queued;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.offload.files.FileId;
import dev.offload.files.FileStore;
import dev.offload.files.Hold;
import dev.offload.files.NewFile;
import dev.offload.files.Storing;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which files go, and which stay.
@IngestTest
class FileCollectionIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final Duration TWO_DAYS = Duration.ofDays(2);

  @Inject FileCollector collector;
  @Inject FileStore files;

  @ConfigProperty(name = "offload.files.directory")
  Path directory;

  private final String tenant = "tidy-" + TENANTS.incrementAndGet();
  private String key;
  private LogWriter log;

  @BeforeEach
  void open() throws Exception {
    Api.awaitReadiness();
    log = LogWriter.open();
    key = Api.newKey(tenant, "read", "submit", "manage");
    StandInLifecycle.hasReadEverything();
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void fileThatNothingNamesIsDeletedOnceItIsOld() throws Exception {
    String old = aged(upload());
    String young = upload();

    collect();

    assertThat(isThere(old)).isFalse();
    assertThat(isThere(young)).isTrue();
  }

  @Test
  void fileOfATaskStaysUntilTheTaskIsForgotten() throws Exception {
    String input = aged(upload());
    String inResult = aged(upload());
    Task task = log.write(queued(0).tenant(tenant).needs(input));
    seen(log.write(next(task).state(TaskState.SUCCEEDED).result(text(inResult)).version(3)));

    collect();
    assertThat(isThere(input)).isTrue();
    assertThat(isThere(inResult)).isTrue();

    log.remove(task.id());
    await().untilAsserted(() -> api().get("/v1/tasks/" + task.id()).then().statusCode(404));
    collect();
    assertThat(isThere(input)).isFalse();
    assertThat(isThere(inResult)).isFalse();
  }

  @Test
  void nothingIsDeletedWhileASubmissionIsUndecided() throws Exception {
    String unneeded = aged(upload());
    String named = upload();
    submit(named).statusCode(202);
    aged(named);

    collect();

    assertThat(isThere(unneeded)).isTrue();
    assertThat(isThere(named)).isTrue();
  }

  @Test
  void submissionMarksItsFilesAsUsed() throws Exception {
    String file = aged(upload());

    submit(file).statusCode(202);
    StandInLifecycle.hasReadEverything();
    collect();

    assertThat(isThere(file)).isTrue();
  }

  @Test
  void outputStaysUntilItsMakerHasEnded() throws Exception {
    Task maker = seen(log.write(queued(0).tenant(tenant)));
    NewFile output =
        new NewFile("a", "text/plain", Optional.empty(), 9, Optional.of(maker.id().toString()));
    Storing stored = files.store(tenant, output, new ByteArrayInputStream(new byte[1]));
    String id = aged(((Storing.Stored) stored).file().id().value());

    collect();
    assertThat(isThere(id)).isTrue();

    seen(log.write(next(maker).state(TaskState.CANCELLED)));
    collect();
    assertThat(isThere(id)).isFalse();
  }

  @Test
  void fileOfAScheduleStaysUntilTheScheduleIsDeleted() throws Exception {
    String file = upload();
    schedule(file).statusCode(201);
    aged(file);

    collect();
    assertThat(isThere(file)).isTrue();
    delete(file).statusCode(409).body("detail", containsString("schedule monthly"));

    api().delete("/v1/schedules/monthly").then().statusCode(204);
    collect();
    assertThat(isThere(file)).isTrue();
    aged(file);
    collect();
    assertThat(isThere(file)).isFalse();
  }

  @Test
  void heldFileStays() throws Exception {
    String file = upload();
    try (Hold _ = files.hold(tenant, new FileId(file)).orElseThrow()) {
      aged(file);
      collect();
      assertThat(isThere(file)).isTrue();
    }
  }

  @Test
  void taskOfAnOlderReleaseKeepsAllFilesOfItsTenant() throws Exception {
    String file = aged(upload());
    seen(log.write(queued(0).tenant(tenant).needs((String[]) null)));

    collect();

    assertThat(isThere(file)).isTrue();
  }

  @Test
  void filesOfAnotherKafkasTasksStay() throws Exception {
    String file = aged(upload());
    collect();
    assertThat(isThere(file)).isFalse();
    String other = aged(upload());
    Path mark = directory.resolve("log");
    String ours = Files.readString(mark);
    try {
      Files.writeString(mark, "another");
      collect();
    } finally {
      Files.writeString(mark, ours);
    }

    assertThat(isThere(other)).isTrue();
  }

  @Test
  void ownerDeletesAFileThatNothingNeeds() throws Exception {
    String file = upload();

    delete(file).statusCode(204);

    assertThat(isThere(file)).isFalse();
    delete(file).statusCode(404);
    delete("fil_nonsense").statusCode(404);
    submit(file).statusCode(422);
    api()
        .delete("/v1/files/" + Api.upload(Surroundings.BOOTSTRAP_KEY, "foreign"))
        .then()
        .statusCode(404);
    Api.with(Api.newKey(tenant, "read", "submit"))
        .delete("/v1/files/" + upload())
        .then()
        .statusCode(403);
  }

  @Test
  void fileOfAnotherContentIsNotDeleted() {
    String file = upload();
    String tag = api().head("/v1/files/" + file).header("ETag");

    deleteIf("\"other\"", file).statusCode(412);
    deleteIf(tag, file).statusCode(204);
  }

  @Test
  void fileThatATaskNeedsIsNotDeleted() throws Exception {
    String file = upload();
    Task task = seen(log.write(queued(0).tenant(tenant).needs(file)));

    delete(file)
        .statusCode(409)
        .body("code", equalTo("file-in-use"))
        .body("detail", containsString(task.id().toString()));

    log.remove(task.id());
    await().untilAsserted(() -> delete(file).statusCode(204));
  }

  @Test
  void fileIsNotDeletedWhileASubmissionIsUndecided() {
    String file = upload();
    submit(file).statusCode(202);

    delete(file).statusCode(503).body("detail", containsString("Nothing was deleted"));

    assertThat(isThere(file)).isTrue();
  }

  @Test
  void tenantKeepsNoMoreThanItsQuota() {
    String small = Api.newKey(Surroundings.SMALL_TENANT, "submit", "manage");
    String file = Api.upload(small, "123456");

    Api.with(small)
        .contentType("text/plain")
        .body("12345")
        .post("/v1/files")
        .then()
        .statusCode(429)
        .body("code", equalTo("quota-exceeded"));
    Api.with(small)
        .multiPart("file", "a.txt", "12345".getBytes(UTF_8), "text/plain")
        .post("/v1/files")
        .then()
        .statusCode(429);

    await()
        .untilAsserted(
            () -> {
              StandInLifecycle.hasReadEverything();
              Api.with(small).delete("/v1/files/" + file).then().statusCode(204);
            });
    Api.upload(small, "1234567890");
  }

  private void collect() {
    await().until(collector::turn);
  }

  private String upload() {
    return Api.upload(key, "content");
  }

  /// Makes a file one that was used last two days ago.
  private String aged(String id) throws IOException {
    try (var paths = Files.walk(directory.resolve("tenants").resolve(tenant))) {
      for (Path path : paths.toList()) {
        if (path.endsWith(Path.of(id, "file.json"))) {
          Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(TWO_DAYS)));
        }
      }
    }
    return id;
  }

  private boolean isThere(String id) {
    return api().get("/v1/files/" + id).statusCode() == 200;
  }

  private ValidatableResponse delete(String id) {
    return api().delete("/v1/files/" + id).then();
  }

  private ValidatableResponse deleteIf(String tag, String id) {
    return api().header("If-Match", tag).delete("/v1/files/" + id).then();
  }

  private ValidatableResponse submit(String file) {
    return api()
        .contentType("application/json")
        .body("{\"type\": \"parcel\", \"input\": {\"to\": \"%s\"}}".formatted(file))
        .post("/v1/tasks")
        .then();
  }

  private ValidatableResponse schedule(String file) {
    return api()
        .contentType("application/json")
        .body(
            """
            {"cron": "0 4 1 * *", "timeZone": "UTC",
             "task": {"type": "parcel", "input": {"to": "%s"}}}
            """
                .formatted(file))
        .put("/v1/schedules/monthly")
        .then();
  }

  private Task seen(Task task) {
    await()
        .untilAsserted(
            () ->
                api()
                    .get("/v1/tasks/" + task.id())
                    .then()
                    .statusCode(200)
                    .body("version", equalTo((int) task.version())));
    return task;
  }

  private RequestSpecification api() {
    return Api.with(key);
  }

  private static JsonNode text(String text) {
    return TextNode.valueOf(text);
  }
}
