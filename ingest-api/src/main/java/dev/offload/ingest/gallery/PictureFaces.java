package dev.offload.ingest.gallery;

import dev.offload.files.FileId;
import dev.offload.ingest.change.ConfigChanges;
import dev.offload.ingest.change.ConfigTurn;
import dev.offload.ingest.gallery.FaceWriter.Kept;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.seat.Seat;
import dev.offload.kafka.write.NotWritten;
import dev.offload.schemas.config.FaceReading;
import dev.offload.schemas.config.GalleryFace;
import dev.offload.schemas.task.PublicTask;
import jakarta.enterprise.context.ApplicationScoped;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes faces of pictures. If the face is deleted while its picture is read, it does not come
/// back, and nothing of what was read stays.
@ApplicationScoped
class PictureFaces {
  private static final Logger LOG = LoggerFactory.getLogger(PictureFaces.class);

  private final FaceWriter writer;
  private final Readings readings;
  private final ReadingSettler settler;
  private final ConfigChanges<GalleryFace> changes;

  PictureFaces(FaceWriter writer, Readings readings, ReadingSettler settler) {
    this.writer = writer;
    this.readings = readings;
    this.settler = settler;
    this.changes = writer.changes();
  }

  /// A wish that can't come true is refused before the picture is read.
  ///
  /// @throws ProblemException `unavailable` if the picture was not read in time; the next request
  ///     for the same finds what was read
  Kept put(FaceWish wish, FileId file) throws InterruptedException {
    try (Seat _ = readings.seat(wish.key().tenant())) {
      writer.check(wish);
      FaceReading reading = readings.begin(wish.key(), file, wish.permission());
      PublicTask task = readings.await(reading);
      if (task.state().hasEnded()) {
        return write(wish, reading, task);
      }
      changes.catchUp();
      readings.requireNotDeleted(reading);
      throw ReadingTask.notYet();
    }
  }

  /// The reading is forgotten in the same turn, so another request for it finds all or nothing.
  private Kept write(FaceWish wish, FaceReading reading, PublicTask task)
      throws InterruptedException {
    return changes.inTurn(
        wish.key().tenant(),
        wish.key().ofFace(),
        turn -> {
          try {
            readings.requireWanted(reading);
            GalleryFace face = writer.put(wish, turn, ReadingTask.descriptor(task), reading.task());
            requireStillWanted(turn, face, reading);
            return FaceWriter.kept(face, turn);
          } finally {
            forget(reading, task.version());
          }
        });
  }

  /// Another replica may have deleted the face, or written it for the same reading, since it was
  /// asked whether it is wanted. What was deleted is erased here if the reading is gone, too, and
  /// with the reading otherwise.
  private void requireStillWanted(
      ConfigTurn<GalleryFace> turn, GalleryFace face, FaceReading reading)
      throws InterruptedException {
    readings.requireNotDeleted(reading);
    boolean wasWritten = turn.before(face).filter(one -> one.isOf(reading)).isPresent();
    if (settler.present(reading).isEmpty() && !wasWritten) {
      if (settler.faceOf(reading).isPresent()) {
        var _ = changes.erase(face);
      }
      throw Readings.dealtWith();
    }
  }

  /// If Kafka does not take it now, [ReadingSweeper] does it later.
  private void forget(FaceReading reading, long version) throws InterruptedException {
    try {
      boolean _ = settler.forget(reading, version);
    } catch (NotWritten e) {
      LOG.warn(
          "what was read of a picture is forgotten later tenant={} taskId={}: {}",
          reading.tenant(),
          reading.task(),
          e.getMessage());
    }
  }
}
