package dev.offload.kafka.live;

import dev.offload.schemas.config.FaceReading;
import dev.offload.schemas.config.GalleryFace;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The faces of all galleries, as this process has read them from `offload.config`.
public final class LiveGalleries extends LiveEntries {
  private final FaceTable table;

  private LiveGalleries(Map<String, Object> kafka, FaceTable table) {
    super(kafka, FaceTable::isKey, table::change);
    this.table = table;
  }

  /// Starts to read. `kafka` says how to reach Kafka, security included.
  public static LiveGalleries read(Map<String, Object> kafka) {
    return new LiveGalleries(kafka, new FaceTable());
  }

  /// The faces of a gallery, by id. Empty if there is no such gallery.
  public List<GalleryFace> faces(String tenant, String gallery) {
    return table.faces(tenant, gallery);
  }

  public Optional<GalleryFace> find(String tenant, String gallery, String id) {
    return table.find(tenant, gallery, id);
  }

  /// A tenant's galleries, by name.
  public List<FaceTable.Gallery> galleries(String tenant) {
    return table.galleries(tenant);
  }

  /// How many faces all galleries of all tenants have.
  public int count() {
    return table.count();
  }

  /// How many faces all galleries of a tenant have.
  public int count(String tenant) {
    return table.count(tenant);
  }

  /// How many faces a gallery has.
  public int count(String tenant, String gallery) {
    return table.count(tenant, gallery);
  }

  public Optional<FaceReading> reading(String tenant, String gallery, String id) {
    return table.reading(tenant, gallery, id);
  }

  /// The pictures that are read now, of all tenants.
  public Collection<FaceReading> readings() {
    return table.readings();
  }
}
