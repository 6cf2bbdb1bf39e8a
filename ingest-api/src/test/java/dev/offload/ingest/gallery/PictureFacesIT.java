package dev.offload.ingest.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Log;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.FaceDescriptor;
import dev.offload.schemas.config.FaceReading;
import dev.offload.schemas.config.GalleryFace;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Faces of pictures, and what stays of what was read of them: nothing.
@IngestTest
class PictureFacesIT {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String FACE = "/v1/galleries/staff/faces/{id}";

  @Inject GalleryBook book;
  @Inject TaskView view;
  private final String tenant = "pictures-" + RUNS.incrementAndGet();
  private String key;
  private String file;
  private PictureWorkers workers;

  @BeforeEach
  void startWorkers() {
    Api.awaitReadiness();
    key = Api.newKey(tenant, "manage", "submit", "read");
    file = Api.upload(key, "a picture");
    workers = new PictureWorkers(tenant);
  }

  @AfterEach
  void stopWorkers() {
    workers.close();
  }

  @Test
  void pictureBecomesAFaceAndItsReadingIsForgotten() {
    workers.see(file, 1, 0.25);

    put("ada", file).statusCode(201).body("id", equalTo("ada"));

    get("ada").statusCode(200).body("descriptor", everyItem(equalTo(0.25f)));
    assertNothingIsKeptOfReadings();
    workers.see(file, 1, 0.5);
    put("ada", file).statusCode(200);
    get("ada").body("descriptor", everyItem(equalTo(0.5f)));
    assertNothingIsKeptOfReadings();
  }

  @Test
  void pictureWithoutExactlyOneFaceIsRefusedAndItsReadingForgotten() {
    workers.see(file, 2, 0.25);

    put("ada", file)
        .statusCode(422)
        .body("code", equalTo("invalid-face"))
        .body("errors[0].pointer", equalTo("/file"))
        .body("errors[0].detail", equalTo("must show exactly one face, shows 2"));

    get("ada").statusCode(404);
    assertNothingIsKeptOfReadings();
  }

  @Test
  void fileThatIsNoPictureIsRefusedWithTheReasonOfTheWorker() {
    workers.end(file, task -> task.failedForGood("not-an-image", "it is a text"));

    put("ada", file).statusCode(422).body("errors[0].detail", containsString("it is a text"));

    assertNothingIsKeptOfReadings();
  }

  @Test
  void requestWithoutAWorkerIsRefusedAndFindsTheReadingLater() {
    put("ada", file)
        .statusCode(503)
        .header("Retry-After", notNullValue())
        .body("detail", containsString("safe to repeat"));
    workers.see(file, 1, 0.25);

    put("ada", file).statusCode(201);

    assertThat(submitted()).hasSize(1);
    assertNothingIsKeptOfReadings();
  }

  @Test
  void faceThatIsDeletedWhileItsPictureIsReadDoesNotComeBack() throws Exception {
    CompletableFuture<ValidatableResponse> waiting = putting("ada", file);

    Api.with(key).delete(FACE, "ada").then().statusCode(204);
    workers.see(file, 1, 0.25);

    waiting.get().statusCode(409).body("code", equalTo("face-deleted"));
    get("ada").statusCode(404);
    assertThat(facesEver("ada")).isEmpty();
    assertNothingIsKeptOfReadings();
  }

  @Test
  void faceThatIsDeletedWhileItIsReplacedDoesNotComeBack() throws Exception {
    workers.see(file, 1, 0.25);
    put("ada", file).statusCode(201);
    String other = Api.upload(key, "another picture");
    CompletableFuture<ValidatableResponse> waiting = putting("ada", other);

    Api.with(key).delete(FACE, "ada").then().statusCode(204);
    workers.see(other, 1, 0.5);

    waiting.get().statusCode(409);
    get("ada").statusCode(404);
    assertNothingIsKeptOfReadings();
  }

  @Test
  void galleryThatIsDeletedWhileAPictureIsReadDoesNotComeBack() throws Exception {
    CompletableFuture<ValidatableResponse> waiting = putting("ada", file);

    Api.with(key).delete("/v1/galleries/staff").then().statusCode(204);
    workers.see(file, 1, 0.25);

    waiting.get().statusCode(409);
    Api.with(key).get("/v1/galleries/staff/faces").then().statusCode(404);
    assertNothingIsKeptOfReadings();
  }

  @Test
  void anotherPictureWaitsUntilTheFirstOneIsRead() throws Exception {
    CompletableFuture<ValidatableResponse> waiting = putting("ada", file);
    String other = Api.upload(key, "another picture");

    put("ada", other).statusCode(503).header("Retry-After", notNullValue());
    workers.see(file, 1, 0.25);

    waiting.get().statusCode(201);
  }

  @Test
  void picturesOfATenantThatAreReadAtOnceAreLimited() throws Exception {
    List<CompletableFuture<ValidatableResponse>> waiting = new ArrayList<>();
    for (int i = 0; i < Surroundings.MAX_READINGS; i++) {
      waiting.add(putting("u" + i, file));
    }

    put("more", file)
        .statusCode(429)
        .body("code", equalTo("rate-limited"))
        .header("Retry-After", notNullValue());

    workers.see(file, 1, 0.25);
    for (CompletableFuture<ValidatableResponse> one : waiting) {
      one.get().statusCode(201);
    }
    put("more", file).statusCode(201);
  }

  /// As after a process that died while it waited: its record and its task are there.
  @Test
  void readingOfADeadProcessIsForgotten() throws Exception {
    FaceReading left = reading(Instant.now().minusSeconds(600), false);
    try (LogWriter log = LogWriter.open()) {
      submit(log, left);
      log.write(Topics.CONFIG, left.key(), left);

      awaitSettled(left);
    }
  }

  /// As after a process that died before it submitted the task.
  @Test
  void readingThatNeverBeganIsForgotten() throws Exception {
    FaceReading left = reading(Instant.now().minusSeconds(600), false);
    try (LogWriter log = LogWriter.open()) {
      log.write(Topics.CONFIG, left.key(), left);

      awaitSettled(left);
    }
    workers.see(file, 1, 0.25);
    put("ada", file).statusCode(201);
  }

  /// As after a process that died just after it had written a face that was deleted meanwhile.
  @Test
  void faceThatADeadProcessHasWrittenAfterItsDeletionIsForgotten() throws Exception {
    FaceReading left = reading(Instant.now().minusSeconds(60), true);
    FaceDescriptor descriptor = FaceDescriptor.of(Collections.nCopies(128, 0.5));
    Instant now = Instant.now();
    GalleryFace face =
        new GalleryFace(tenant, "staff", "ada", null, descriptor, left.task(), now, now, "r1");
    try (LogWriter log = LogWriter.open()) {
      submit(log, left);
      log.write(Topics.CONFIG, face.key(), face);
      log.write(Topics.CONFIG, left.key(), left);

      awaitSettled(left);
    }
    get("ada").statusCode(404);
  }

  private FaceReading reading(Instant since, boolean withdrawn) {
    return new FaceReading(
        tenant, "staff", "ada", file, TaskId.derived(tenant, "left"), since, withdrawn);
  }

  /// Its result is there when this returns.
  private void submit(LogWriter log, FaceReading reading) {
    workers.see(file, 1, 0.5);
    SubmitTask task = ReadingTask.of(reading, "image", Duration.ofHours(1));
    log.write(Topics.COMMANDS, task.key(), task);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(view.find(tenant, reading.task()))
                    .hasValueSatisfying(
                        found -> assertThat(found.state()).isEqualTo(TaskState.SUCCEEDED)));
  }

  private void awaitSettled(FaceReading reading) {
    assertNothingIsKeptOfReadings();
    assertThat(Log.of(Topics.CONFIG, reading.key()).getLast().value()).isNull();
  }

  /// Whoever settles what is left asks Kafka first what the lifecycle has decided.
  private void assertNothingIsKeptOfReadings() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              StandInLifecycle.hasReadEverything();
              assertThat(book.live().readings()).noneMatch(one -> one.tenant().equals(tenant));
              assertThat(workers.tasks()).isEmpty();
            });
    for (TaskId task : submitted()) {
      assertThat(Log.of(Topics.TASKS, task.toString()).getLast().value()).isNull();
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(view.find(tenant, task)).isEmpty());
    }
  }

  private ValidatableResponse put(String id, String picture) {
    return Api.with(key)
        .contentType("application/json")
        .body("{\"file\": \"%s\"}".formatted(picture))
        .put(FACE, id)
        .then();
  }

  /// A request that waits for its picture.
  private CompletableFuture<ValidatableResponse> putting(String id, String picture) {
    CompletableFuture<ValidatableResponse> answer =
        CompletableFuture.supplyAsync(() -> put(id, picture), Thread::startVirtualThread);
    await().atMost(PATIENCE).until(() -> book.live().reading(tenant, "staff", id).isPresent());
    return answer;
  }

  private ValidatableResponse get(String id) {
    return Api.with(key).get(FACE, id).then();
  }

  private List<ConfigEntry> facesEver(String id) {
    return Log.of(Topics.CONFIG, GalleryFace.key(tenant, "staff", id)).stream()
        .map(ConsumerRecord::value)
        .filter(Objects::nonNull)
        .toList();
  }

  private List<TaskId> submitted() {
    return Log.values(Topics.COMMANDS).stream()
        .filter(SubmitTask.class::isInstance)
        .map(SubmitTask.class::cast)
        .filter(task -> task.tenant().equals(tenant))
        .map(SubmitTask::taskId)
        .distinct()
        .toList();
  }
}
