package dev.offload.ingest.storage;

import static dev.offload.ingest.rig.TestTasks.queued;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.Disk;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.schemas.task.Task;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is taken while a disk is nearly full.
@IngestTest
class StorageIT {
  private static final String PARCEL = "{\"type\": \"parcel\", \"input\": {\"to\": \"x\"}}";
  private static final long RESERVE = 512L * 1024 * 1024;

  /// More than is promised to what other tests upload in pieces.
  private static final long PROMISED = 1L << 40;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
  }

  /// A look at the disk is good for a moment: the next class of this application may come sooner.
  @AfterEach
  void awaitRoom() {
    await().untilAsserted(() -> submit(PARCEL).then().statusCode(202));
  }

  @Test
  void workIsTakenAgainOnceThereIsRoom() {
    try (Disk.Given _ = Disk.withRoom(RESERVE - 1)) {
      await()
          .untilAsserted(
              () ->
                  submit(PARCEL)
                      .then()
                      .statusCode(503)
                      .body("code", equalTo("unavailable"))
                      .body("detail", containsString("disk space"))
                      .header("Retry-After", "30"));
    }

    await().untilAsserted(() -> submit(PARCEL).then().statusCode(202));
  }

  @Test
  void fileThatWouldUseUpTheReserveIsRefused() {
    try (Disk.Given _ = Disk.withRoom(RESERVE + PROMISED + 5)) {
      upload("hello").then().statusCode(201);
    }
    try (Disk.Given _ = Disk.withRoom(RESERVE + 4)) {
      upload("hello")
          .then()
          .statusCode(507)
          .body("code", equalTo("insufficient-storage"))
          .header("Retry-After", notNullValue());
    }
    try (Disk.Given _ = Disk.withRoom(RESERVE - 1)) {
      Api.bootstrap()
          .multiPart("file", "notes.txt", new byte[] {1}, "text/plain")
          .post("/v1/files")
          .then()
          .statusCode(507);
    }
  }

  @Test
  void newWorkIsRefusedButSpaceCanBeFreed() {
    String id = waitingTask();
    String schedule =
        "{\"cron\": \"0 4 * * *\", \"timeZone\": \"UTC\", \"task\": %s}".formatted(PARCEL);
    try (Disk.Given _ = Disk.withRoom(0)) {
      await().untilAsserted(() -> submit(PARCEL).then().statusCode(503));

      Api.bootstrap()
          .contentType("application/json")
          .header("Idempotency-Key", "while-full")
          .body(PARCEL)
          .post("/v1/tasks")
          .then()
          .statusCode(503);
      assertThat(
              Api.bootstrap()
                  .contentType("application/x-ndjson")
                  .body((PARCEL + "\n").getBytes(UTF_8))
                  .post("/v1/tasks/batch")
                  .asString())
          .contains("\"status\":503")
          .contains("disk space");
      Api.bootstrap()
          .contentType("application/json")
          .body("{\"state\": \"failed\", \"ratePerSecond\": 1}")
          .post("/v1/tasks/retry")
          .then()
          .statusCode(503);
      Api.bootstrap()
          .contentType("application/json")
          .body(schedule)
          .put("/v1/schedules/while-full")
          .then()
          .statusCode(503)
          .body("detail", containsString("disk space"));
      Api.bootstrap().post("/v1/tasks/" + id + "/cancel").then().statusCode(equalTo(202));
    }
  }

  private static String waitingTask() {
    try (LogWriter log = LogWriter.open()) {
      Task task = log.write(queued(0).tenant(Surroundings.TENANT));
      String id = task.id().toString();
      await().until(() -> Api.bootstrap().get("/v1/tasks/" + id).statusCode() == 200);
      return id;
    }
  }

  private static Response submit(String task) {
    return Api.bootstrap().contentType("application/json").body(task).post("/v1/tasks");
  }

  private static Response upload(String content) {
    return Api.with(Surroundings.BOOTSTRAP_KEY)
        .contentType("text/plain")
        .body(content)
        .post("/v1/files");
  }
}
