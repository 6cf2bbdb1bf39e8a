package dev.offload.kafka.live;

import dev.offload.schemas.config.ApiKey;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointConsent;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.config.EndpointGone;
import dev.offload.schemas.config.FaceReading;
import dev.offload.schemas.config.GalleryFace;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.config.UserPreferences;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The faces of all galleries, and the pictures that are read for them now. One thread may change
/// it while others read it.
public final class FaceTable {
  private final Map<String, Map<String, Faces>> ofTenants = new ConcurrentHashMap<>();
  private final Map<String, FaceReading> readings = new ConcurrentHashMap<>();
  private final AtomicInteger all = new AtomicInteger();

  /// A gallery of a tenant.
  ///
  /// @param faces how many it has
  public record Gallery(String name, int faces) {}

  /// The faces of a gallery. The map would have to count them each time.
  private record Faces(Map<String, GalleryFace> byId, AtomicInteger number) {
    private static final Faces NONE = new Faces(Map.of(), new AtomicInteger());

    private static Faces none() {
      return new Faces(new ConcurrentSkipListMap<>(), new AtomicInteger());
    }

    /// Returns how many more there are.
    private int put(GalleryFace face) {
      int more = byId.put(face.id(), face) == null ? 1 : 0;
      number.addAndGet(more);
      return more;
    }

    /// Returns how many fewer there are.
    private int remove(String id) {
      int fewer = byId.remove(id) == null ? 0 : 1;
      number.addAndGet(-fewer);
      return fewer;
    }
  }

  /// Whether the entries of a key belong here.
  public static boolean isKey(String key) {
    return GalleryFace.isKey(key) || FaceReading.isKey(key);
  }

  /// Takes the change of an entry.
  ///
  /// @param before null if there was none
  /// @param after null if there is none any more
  public void change(ConfigEntry before, ConfigEntry after) {
    switch (after == null ? before : after) {
      case GalleryFace face -> change(face, after != null);
      case FaceReading reading when after != null -> readings.put(reading.key(), reading);
      case FaceReading reading -> readings.remove(reading.key());
      case ApiKey _,
          Schedule _,
          Limit _,
          Endpoint _,
          EndpointGone _,
          EndpointFailing _,
          EndpointConsent _,
          UserPreferences _ -> {
        // Other tables have these.
      }
    }
  }

  private void change(GalleryFace face, boolean isThere) {
    ofTenants.compute(
        face.tenant(),
        (_, known) -> {
          Map<String, Faces> own = known == null ? new ConcurrentSkipListMap<>() : known;
          own.compute(face.gallery(), (_, faces) -> changed(faces, face, isThere));
          return own.isEmpty() ? null : own;
        });
  }

  /// Null if the gallery has no face any more.
  private Faces changed(Faces known, GalleryFace face, boolean isThere) {
    Faces faces = known == null ? Faces.none() : known;
    all.addAndGet(isThere ? faces.put(face) : -faces.remove(face.id()));
    return faces.number.get() == 0 ? null : faces;
  }

  /// The faces of a gallery, by id. Empty if there is no such gallery.
  public List<GalleryFace> faces(String tenant, String gallery) {
    return List.copyOf(of(tenant, gallery).byId.values());
  }

  public Optional<GalleryFace> find(String tenant, String gallery, String id) {
    return Optional.ofNullable(of(tenant, gallery).byId.get(id));
  }

  /// A tenant's galleries, by name.
  public List<Gallery> galleries(String tenant) {
    return ofTenants.getOrDefault(tenant, Map.of()).entrySet().stream()
        .map(one -> new Gallery(one.getKey(), one.getValue().number.get()))
        .toList();
  }

  /// How many faces all galleries of all tenants have.
  public int count() {
    return all.get();
  }

  /// How many faces all galleries of a tenant have.
  public int count(String tenant) {
    return ofTenants.getOrDefault(tenant, Map.of()).values().stream()
        .mapToInt(faces -> faces.number.get())
        .sum();
  }

  /// How many faces a gallery has.
  public int count(String tenant, String gallery) {
    return of(tenant, gallery).number.get();
  }

  private Faces of(String tenant, String gallery) {
    return ofTenants.getOrDefault(tenant, Map.of()).getOrDefault(gallery, Faces.NONE);
  }

  public Optional<FaceReading> reading(String tenant, String gallery, String id) {
    return Optional.ofNullable(readings.get(FaceReading.key(tenant, gallery, id)));
  }

  /// The pictures that are read now, of all tenants.
  public Collection<FaceReading> readings() {
    return List.copyOf(readings.values());
  }
}
