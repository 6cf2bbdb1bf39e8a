package dev.offload.ingest.gallery;

import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.change.ConfigChanges;
import dev.offload.ingest.change.ConfigTurn.Basis;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.gallery.FaceBody.Described;
import dev.offload.ingest.gallery.FaceBody.Picture;
import dev.offload.ingest.gallery.FaceWriter.Features;
import dev.offload.ingest.gallery.FaceWriter.Kept;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.Page;
import dev.offload.ingest.list.PageCursor;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.kafka.live.LiveGalleries;
import dev.offload.schemas.config.FaceReading;
import dev.offload.schemas.config.Galleries;
import dev.offload.schemas.config.GalleryFace;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Sets, shows, lists and deletes faces. A replica reads the newest records before it answers,
/// so it knows every answer that another one has given.
@ApplicationScoped
class FaceKeeper {
  private static final PageCursor<String> CURSOR =
      PageCursor.of(id -> id, text -> Optional.of(text).filter(Galleries::isFaceId));

  private final LiveGalleries live;
  private final FaceWriter faces;
  private final PictureFaces pictures;
  private final ReadingSettler settler;
  private final ConfigChanges<GalleryFace> changes;

  FaceKeeper(GalleryBook book, FaceWriter faces, PictureFaces pictures, ReadingSettler settler) {
    this.live = book.live();
    this.faces = faces;
    this.pictures = pictures;
    this.settler = settler;
    this.changes = faces.changes();
  }

  /// `permission` throws if the caller may not write any more. It is asked after each wait.
  Kept put(FaceKey key, JsonBody body, Preconditions conditions, Runnable permission)
      throws IOException, InterruptedException {
    FaceBody wanted = FaceBody.read(key, body);
    FaceWish wish = new FaceWish(key, wanted.name(), conditions, permission);
    return switch (wanted.look()) {
      case Picture(var file) -> pictures.put(wish, file);
      case Described(var descriptor) ->
          changes.inTurn(
              key.tenant(),
              key.ofFace(),
              turn -> FaceWriter.kept(faces.put(wish, turn, Features.given(descriptor)), turn));
    };
  }

  Kept find(FaceKey key, Preconditions conditions) throws InterruptedException {
    changes.catchUp();
    GalleryFace face =
        faces.find(key).orElseThrow(() -> ProblemException.notFound(FaceWriter.WHAT));
    conditions.requireMatch(Optional.of(FaceWriter.tag(face)), FaceWriter.WHAT);
    return new Kept(FaceWriter.tag(face), FaceView.inFull(face), false);
  }

  /// By id.
  FacePage list(String tenant, String gallery, ListQuery query) throws InterruptedException {
    changes.catchUp();
    List<GalleryFace> all = live.faces(tenant, gallery);
    if (all.isEmpty()) {
      throw ProblemException.notFound("gallery");
    }
    Page<GalleryFace> page = query.page(all.stream(), GalleryFace::id, CURSOR);
    return new FacePage(page.map(FaceView::of), page.nextCursor());
  }

  /// Deletes a face, and keeps a picture that is being read now from becoming it. `permission`
  /// as in [#put].
  void delete(FaceKey key, Preconditions conditions, Runnable permission)
      throws InterruptedException {
    changes.doInTurn(
        key.tenant(),
        key.ofFace(),
        turn -> {
          Optional<FaceReading> reading =
              live.reading(key.tenant(), key.gallery(), key.id()).filter(one -> !one.withdrawn());
          if (turn.present().isEmpty() && reading.isEmpty()) {
            throw ProblemException.notFound(FaceWriter.WHAT);
          }
          conditions.require(turn.present().map(FaceWriter::tag), FaceWriter.WHAT);
          permission.run();
          reading.ifPresent(settler::withdraw);
          if (turn.present().isPresent()) {
            turn.erase(Basis.of(conditions), permission);
          }
          eraseWhatWasReadMeanwhile(reading);
        });
  }

  /// The request that waited for the picture may have written the face before the reading was
  /// withdrawn.
  private void eraseWhatWasReadMeanwhile(Optional<FaceReading> reading)
      throws InterruptedException {
    if (reading.isPresent()) {
      changes.catchUp();
      Optional<GalleryFace> face = settler.faceOf(reading.get());
      if (face.isPresent()) {
        var _ = changes.erase(face.get());
      }
    }
  }
}
