package dev.offload.ingest.gallery;

import dev.offload.ingest.change.ConfigChanges;
import dev.offload.ingest.change.ConfigTurn;
import dev.offload.ingest.change.ConfigTurn.Basis;
import dev.offload.ingest.change.QuotaUse;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.quota.Quota;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.kafka.live.LiveGalleries;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.config.FaceDescriptor;
import dev.offload.schemas.config.GalleryFace;
import dev.offload.schemas.task.TaskId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/// Writes faces, as far as a tenant has room for them.
@ApplicationScoped
class FaceWriter {
  static final String WHAT = "face";

  private static final String NOT_READ = "Kafka does not answer: galleries can't be read now.";

  private final LiveGalleries live;
  private final GalleriesConfig config;
  private final StorageGuard storage;
  private final InstantSource clock;
  private final ConfigChanges<GalleryFace> changes;

  FaceWriter(
      GalleryBook book,
      GalleriesConfig config,
      BoundedWriter writer,
      StorageGuard storage,
      InstantSource clock) {
    this.live = book.live();
    this.config = config;
    this.storage = storage;
    this.clock = clock;
    this.changes =
        new ConfigChanges<>(
            GalleryFace.class,
            WHAT,
            NOT_READ,
            live.entries(),
            config.lookupLimit(),
            ConfigChanges.Records.single(writer));
  }

  /// A face that exists now, and whether it is new.
  record Kept(String tag, FaceView view, boolean isNew) {}

  /// What a face is recognised by.
  ///
  /// @param readBy the task that has read them from a picture; empty if a client gave them
  record Features(FaceDescriptor descriptor, Optional<TaskId> readBy) {
    static Features given(FaceDescriptor descriptor) {
      return new Features(descriptor, Optional.empty());
    }

    static Features read(FaceDescriptor descriptor, TaskId by) {
      return new Features(descriptor, Optional.of(by));
    }
  }

  ConfigChanges<GalleryFace> changes() {
    return changes;
  }

  Optional<GalleryFace> find(FaceKey key) {
    return live.find(key.tenant(), key.gallery(), key.id());
  }

  /// Checks that the face could be written now.
  ///
  /// @throws ProblemException if it could not be written
  void check(FaceWish wish) throws InterruptedException {
    changes.catchUp();
    Optional<GalleryFace> earlier = find(wish.key());
    wish.conditions().require(earlier.map(FaceWriter::tag), WHAT);
    for (QuotaUse use : uses(wish.key(), earlier)) {
      use.check();
    }
  }

  /// Writes a face that is recognised by `features`, when it is its turn.
  GalleryFace put(FaceWish wish, ConfigTurn<GalleryFace> turn, Features features)
      throws InterruptedException {
    FaceKey key = wish.key();
    Optional<GalleryFace> earlier = turn.present();
    wish.conditions().require(earlier.map(FaceWriter::tag), WHAT);
    Instant now = clock.instant();
    GalleryFace face =
        new GalleryFace(
            key.tenant(),
            key.gallery(),
            key.id(),
            wish.name(),
            features.descriptor(),
            features.readBy().orElse(null),
            earlier.map(GalleryFace::createdAt).orElse(now),
            now,
            UUID.randomUUID().toString());
    turn.put(face, Basis.of(wish.conditions()), allowed(wish), uses(key, earlier));
    return face;
  }

  private Runnable allowed(FaceWish wish) {
    return () -> {
      storage.requireRoomForWork();
      wish.permission().run();
    };
  }

  private QuotaUse[] uses(FaceKey key, Optional<GalleryFace> earlier) {
    String tenant = key.tenant();
    String gallery = key.gallery();
    int more = earlier.isEmpty() ? 1 : 0;
    int moreGalleries = live.count(tenant, gallery) == 0 ? 1 : 0;
    return new QuotaUse[] {
      use("galleries", config.perTenant(), () -> live.galleries(tenant).size(), moreGalleries),
      use("faces", config.facesPerTenant(), () -> live.count(tenant), more),
      use("faces in a gallery", config.facesPerGallery(), () -> live.count(tenant, gallery), more),
      new QuotaUse(Quota.ofAll("faces in galleries", config.faces(), live::count), more)
    };
  }

  private static QuotaUse use(String kind, int limit, LongSupplier present, int more) {
    return new QuotaUse(Quota.ofTenant(kind, limit, present), more);
  }

  /// The answer about a face that was set.
  static Kept kept(GalleryFace face, ConfigTurn<GalleryFace> turn) {
    return new Kept(tag(face), FaceView.of(face), turn.present().isEmpty());
  }

  /// The entity tag of a face is its revision.
  static String tag(GalleryFace face) {
    return Preconditions.tag(face.revision());
  }
}
