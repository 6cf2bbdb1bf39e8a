package dev.offload.ingest.gallery;

import dev.offload.files.FileId;
import dev.offload.ingest.change.ConfigChanges;
import dev.offload.ingest.change.ConfigTurn;
import dev.offload.ingest.gallery.FaceWriter.Features;
import dev.offload.ingest.gallery.FaceWriter.Kept;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.seat.Seat;
import dev.offload.kafka.write.NotWritten;
import dev.offload.schemas.config.FaceReading;
import dev.offload.schemas.config.GalleryFace;
import dev.offload.schemas.task.PublicTask;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes faces from pictures. If the face is deleted while its picture is read, it does not
/// come back, and nothing of the reading stays.
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

  /// Reads a picture and writes its face. A request that can't succeed is refused before the
  /// picture is read.
  ///
  /// @throws ProblemException `unavailable` if the picture was not read in time; the next
  ///     request for the same picture finds the result
  Kept put(FaceWish wish, FileId file) throws IOException, InterruptedException {
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

  /// The reading is forgotten in the same turn, so another request for it finds either both or
  /// neither.
  private Kept write(FaceWish wish, FaceReading reading, PublicTask task)
      throws InterruptedException {
    return changes.inTurn(
        wish.key().tenant(),
        wish.key().ofFace(),
        turn -> {
          try {
            readings.requireWanted(reading);
            GalleryFace face =
                writer.put(wish, turn, Features.read(ReadingTask.descriptor(task), reading.task()));
            requireStillWanted(turn, face, reading);
            return FaceWriter.kept(face, turn);
          } finally {
            forget(reading, task.version());
          }
        });
  }

  /// Another replica may have deleted the face, or written it for the same reading, since the
  /// check whether the reading is wanted. A deleted face is erased here if its reading is
  /// gone, and together with the reading otherwise.
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

  /// If Kafka does not answer now, [ReadingSweeper] does it later.
  private void forget(FaceReading reading, long version) throws InterruptedException {
    try {
      boolean _ = settler.forget(reading, version);
    } catch (NotWritten e) {
      LOG.warn(
          "reading could not be forgotten, the sweeper tries again tenant={} taskId={}: {}",
          reading.tenant(),
          reading.task(),
          e.getMessage());
    }
  }
}
