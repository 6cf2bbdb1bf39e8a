package dev.offload.ingest.gallery;

import dev.offload.ingest.task.Finding;
import dev.offload.ingest.task.TaskFinder;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.kafka.live.LiveGalleries;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.config.FaceReading;
import dev.offload.schemas.config.GalleryFace;
import dev.offload.schemas.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Forgets readings of pictures: drops the task first, so that its result is gone, and then
/// erases the [FaceReading].
@ApplicationScoped
class ReadingSettler {
  private final LiveGalleries live;
  private final GalleriesConfig config;
  private final TaskFinder tasks;
  private final BoundedWriter writer;
  private final InstantSource clock;

  ReadingSettler(
      GalleryBook book,
      GalleriesConfig config,
      TaskFinder tasks,
      BoundedWriter writer,
      InstantSource clock) {
    this.live = book.live();
    this.config = config;
    this.tasks = tasks;
    this.writer = writer;
    this.clock = clock;
  }

  /// Whether no request can be waiting for it any more.
  boolean isLeft(FaceReading reading) {
    Duration longest = config.reading().expireAfter().plus(config.reading().limit());
    return reading.withdrawn() || clock.instant().isAfter(reading.since().plus(longest));
  }

  /// Forgets a reading that nobody wants the result of. A task that has not ended is cancelled.
  ///
  /// @return whether it is forgotten; if not, ask again later
  boolean settle(FaceReading reading) throws InterruptedException {
    return switch (tasks.findDecided(reading.tenant(), reading.task())) {
      case Finding.Found(TaskSnapshot found) when found.task().state().hasEnded() ->
          forget(reading, found.task().version());
      case Finding.Found(_) -> {
        cancel(reading);
        yield false;
      }
      // The process that has written the reading may be about to submit its task.
      case Finding.Absent() ->
          clock.instant().isAfter(reading.since().plus(config.reading().limit())) && close(reading);
      case Finding.Undecided() -> false;
    };
  }

  private void cancel(FaceReading reading) {
    CancelTask command = new CancelTask(reading.task(), reading.tenant(), clock.instant());
    writer.write(Topics.COMMANDS, command.key(), command);
  }

  /// Forgets a reading whose task has ended.
  ///
  /// @param version that of the end
  /// @return whether it is forgotten
  boolean forget(FaceReading reading, long version) throws InterruptedException {
    DropTask command = new DropTask(reading.task(), reading.tenant(), version);
    writer.write(Topics.COMMANDS, command.key(), command);
    return close(reading);
  }

  /// Erases a reading whose task is dropped or never was. If the face was deleted while it was
  /// read, a face that was made from it is erased first.
  ///
  /// @return whether it is erased
  boolean close(FaceReading reading) throws InterruptedException {
    if (!live.catchUp(config.lookupLimit())) {
      return false;
    }
    Optional<FaceReading> present = present(reading);
    if (present.isPresent()) {
      if (present.get().withdrawn()) {
        faceOf(reading).ifPresent(face -> writer.write(Topics.CONFIG, face.key(), null));
      }
      writer.write(Topics.CONFIG, reading.key(), null);
    }
    return true;
  }

  /// The present record of a reading. Empty if it is closed, or if another one has taken its
  /// place.
  Optional<FaceReading> present(FaceReading reading) {
    return live.reading(reading.tenant(), reading.gallery(), reading.id())
        .filter(one -> one.task().equals(reading.task()));
  }

  /// The face that was made of a reading.
  Optional<GalleryFace> faceOf(FaceReading reading) {
    return live.find(reading.tenant(), reading.gallery(), reading.id())
        .filter(face -> face.isOf(reading));
  }

  /// Notes that nobody wants the result any more. The note is durable when this returns.
  void withdraw(FaceReading reading) {
    writer.write(Topics.CONFIG, reading.key(), reading.withdraw());
  }
}
