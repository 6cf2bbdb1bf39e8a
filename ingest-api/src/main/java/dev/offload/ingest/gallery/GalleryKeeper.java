package dev.offload.ingest.gallery;

import dev.offload.ingest.change.ConfigChanges;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.Page;
import dev.offload.ingest.list.PageCursor;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.kafka.live.FaceTable;
import dev.offload.kafka.live.LiveGalleries;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.kafka.write.Writing;
import dev.offload.schemas.config.Galleries;
import dev.offload.schemas.config.GalleryFace;
import dev.offload.schemas.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lists and deletes whole galleries. A gallery exists while it has faces.
@ApplicationScoped
class GalleryKeeper {
  private static final PageCursor<String> CURSOR =
      PageCursor.of(name -> name, text -> Optional.of(text).filter(Galleries::isName));

  /// How many faces are erased before Kafka has answered.
  private static final int BATCH = 100;

  /// The most rounds of a deletion. Without a limit, a client that keeps adding faces could
  /// make it endless.
  private static final int ROUNDS = 3;

  private final LiveGalleries live;
  private final BoundedWriter writer;
  private final Readings readings;
  private final ReadingSettler settler;
  private final ConfigChanges<GalleryFace> changes;

  GalleryKeeper(
      GalleryBook book,
      BoundedWriter writer,
      Readings readings,
      ReadingSettler settler,
      FaceWriter faces) {
    this.live = book.live();
    this.writer = writer;
    this.readings = readings;
    this.settler = settler;
    this.changes = faces.changes();
  }

  /// By name.
  GalleryPage list(String tenant, ListQuery query) throws InterruptedException {
    changes.catchUp();
    Page<FaceTable.Gallery> page =
        query.page(live.galleries(tenant).stream(), FaceTable.Gallery::name, CURSOR);
    return new GalleryPage(page.map(GalleryView::of), page.nextCursor());
  }

  /// Deletes all faces of a gallery, and keeps pictures that are being read now from becoming
  /// faces. If it breaks off, some faces are deleted, and it can be repeated.
  ///
  /// @param permission throws if the caller may not write any more
  void delete(String tenant, String gallery, Runnable permission) throws InterruptedException {
    changes.doInTurn(
        tenant,
        "",
        _ -> {
          if (isGone(tenant, gallery)) {
            throw ProblemException.notFound("gallery");
          }
          permission.run();
          for (int round = 0; round < ROUNDS && !isGone(tenant, gallery); round++) {
            readings.wanted(tenant, gallery).forEach(settler::withdraw);
            erase(live.faces(tenant, gallery));
            changes.catchUp();
          }
        });
  }

  private boolean isGone(String tenant, String gallery) {
    return live.count(tenant, gallery) == 0 && readings.wanted(tenant, gallery).isEmpty();
  }

  private void erase(List<GalleryFace> faces) {
    for (int begin = 0; begin < faces.size(); begin += BATCH) {
      List<Writing> tombstones = new ArrayList<>();
      for (GalleryFace face : faces.subList(begin, Math.min(faces.size(), begin + BATCH))) {
        tombstones.add(writer.begin(Topics.CONFIG, face.key(), null));
      }
      tombstones.forEach(Writing::await);
    }
  }
}
