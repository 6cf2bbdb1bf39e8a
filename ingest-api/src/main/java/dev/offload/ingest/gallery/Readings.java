package dev.offload.ingest.gallery;

import dev.offload.files.FileId;
import dev.offload.files.FileStore;
import dev.offload.files.Hold;
import dev.offload.ingest.change.ConfigChanges;
import dev.offload.ingest.change.ConfigTurn;
import dev.offload.ingest.change.ConfigTurn.Basis;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.seat.Seat;
import dev.offload.ingest.seat.TenantSeats;
import dev.offload.kafka.live.LiveGalleries;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.FaceReading;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.TaskId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Has the pictures of faces read by image workers.
///
/// ```
/// FaceReading written ─► task ─► its end ─► face written ─► task dropped ─► reading erased
///      │                                        │
///      └─ DELETE of the face: withdrawn ────────┴─► no face
/// ```
/// So even if this process dies, the [FaceReading] names every task whose result may have a
/// descriptor, and the [ReadingSweeper] of any replica drops the task.
@ApplicationScoped
class Readings {
  private static final String WHAT = "picture";
  private static final String WHAT_MANY = "pictures read for its galleries";
  private static final String NOT_READ = "Kafka does not answer: galleries can't be read now.";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(3);

  private final LiveGalleries live;
  private final GalleriesConfig.ReadingConfig config;
  private final FileStore files;
  private final PictureReader reader;
  private final ReadingSettler settler;
  private final InstantSource clock;
  private final TenantSeats seats;
  private final ConfigChanges<FaceReading> changes;

  Readings(
      GalleryBook book,
      GalleriesConfig config,
      BoundedWriter writer,
      FileStore files,
      PictureReader reader,
      ReadingSettler settler,
      InstantSource clock) {
    this.live = book.live();
    this.config = config.reading();
    this.files = files;
    this.reader = reader;
    this.settler = settler;
    this.clock = clock;
    this.seats = new TenantSeats(WHAT_MANY, this.config.perTenant(), this.config.waiting());
    this.changes =
        new ConfigChanges<>(
            FaceReading.class,
            WHAT,
            NOT_READ,
            live.entries(),
            config.lookupLimit(),
            ConfigChanges.Records.single(writer));
  }

  /// The seat of a request that waits for its picture.
  ///
  /// @throws ProblemException `rate-limited` or `unavailable` if too many requests wait
  Seat seat(String tenant) {
    return seats.take(tenant);
  }

  /// Has a picture read, or finds the reading of an earlier request for the same.
  ///
  /// @throws ProblemException `invalid-face` if there is no such file, `rate-limited` if too many
  ///     are read, `unavailable` if another picture is read for the face
  FaceReading begin(FaceKey key, FileId file, Runnable permission)
      throws IOException, InterruptedException {
    Optional<FaceReading> left =
        live.reading(key.tenant(), key.gallery(), key.id()).filter(one -> !isUsable(one));
    if (left.isPresent() && !settler.settle(left.get())) {
      throw busy();
    }
    try (Hold _ = held(key.tenant(), file)) {
      return changes.inTurn(
          key.tenant(),
          key.ofReading(),
          turn ->
              turn.present().isPresent()
                  ? joined(turn.present().get(), file)
                  : begun(turn, key, file, permission));
    }
  }

  /// The process that began it may have died before it submitted the task.
  private FaceReading joined(FaceReading earlier, FileId file) throws InterruptedException {
    if (!isUsable(earlier) || !earlier.file().equals(file.value())) {
      throw busy();
    }
    reader.readOnce(earlier);
    return earlier;
  }

  private FaceReading begun(
      ConfigTurn<FaceReading> turn, FaceKey key, FileId file, Runnable permission)
      throws InterruptedException {
    requireRoom(key.tenant());
    FaceReading reading = reading(key, file, clock.instant());
    SubmitTask task = reader.task(reading);
    try {
      turn.put(reading, Basis.PRESENT, permission);
      reader.read(task);
    } catch (ProblemException e) {
      // Another replica may have begun a reading, too, or there is no room for the task.
      boolean _ = settler.close(reading);
      throw e.problem().status() == ProblemCode.PRECONDITION_FAILED.status() ? busy() : e;
    }
    return reading;
  }

  /// Each reading has a task of its own. The id of the task is derived from the reading, so it
  /// may be submitted twice.
  private static FaceReading reading(FaceKey key, FileId file, Instant now) {
    TaskId task =
        TaskId.derived(key.tenant(), "face", key.gallery(), key.id(), file.value(), now.toString());
    return new FaceReading(key.tenant(), key.gallery(), key.id(), file.value(), task, now, false);
  }

  private void requireRoom(String tenant) {
    long read = live.readings().stream().filter(one -> one.tenant().equals(tenant)).count();
    if (read >= config.perTenant()) {
      throw ProblemException.rateLimited(
          "A tenant may have at most %d %s at once.".formatted(config.perTenant(), WHAT_MANY),
          RETRY_AFTER);
    }
  }

  private Hold held(String tenant, FileId file) throws IOException {
    return files
        .hold(tenant, file)
        .orElseThrow(() -> FaceBody.wrongPicture("must be the id of an uploaded file"));
  }

  private boolean isUsable(FaceReading reading) {
    return !reading.withdrawn()
        && clock.instant().isBefore(reading.since().plus(config.expireAfter()));
  }

  /// Waits until the task of a reading has ended or the time for it is over, and returns the
  /// task.
  PublicTask await(FaceReading reading) throws InterruptedException {
    return reader.await(reading);
  }

  /// Call this after this replica has read the newest records.
  ///
  /// @throws ProblemException `face-deleted` if the face was deleted since it began,
  ///     `unavailable` if another request has already used it
  void requireWanted(FaceReading reading) {
    requireNotDeleted(reading);
    if (settler.present(reading).isEmpty()) {
      throw dealtWith();
    }
  }

  /// Call this after this replica has read the newest records.
  ///
  /// @throws ProblemException `face-deleted`
  void requireNotDeleted(FaceReading reading) {
    if (settler.present(reading).filter(FaceReading::withdrawn).isPresent()) {
      throw ProblemException.of(
          ProblemCode.FACE_DELETED,
          "The face was deleted while its picture was read. Nothing was kept.");
    }
  }

  /// The readings for a gallery that are still wanted.
  List<FaceReading> wanted(String tenant, String gallery) {
    return live.readings().stream()
        .filter(one -> one.tenant().equals(tenant) && one.gallery().equals(gallery))
        .filter(one -> !one.withdrawn())
        .toList();
  }

  static ProblemException dealtWith() {
    return unavailable(
        "Another request has already used this picture for the face. It is safe to repeat"
            + " this one.");
  }

  private static ProblemException busy() {
    return unavailable(
        "Another request is using another picture for this face. It is safe to repeat this"
            + " one.");
  }

  static ProblemException unavailable(String detail) {
    return ProblemException.unavailable(detail, RETRY_AFTER);
  }
}
