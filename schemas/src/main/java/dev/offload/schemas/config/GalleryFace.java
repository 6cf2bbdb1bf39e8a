package dev.offload.schemas.config;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;

/// A face that a tenant wants to recognise in pictures.
///
/// @param gallery the faces that it is kept with
/// @param id names it in its gallery
/// @param name what people call it; null for nothing
/// @param descriptor what it is recognised by
/// @param task read its picture, and is dropped by now; null if a client gave the descriptor
/// @param revision a new one each time it is written
public record GalleryFace(
    String tenant,
    String gallery,
    String id,
    String name,
    FaceDescriptor descriptor,
    TaskId task,
    Instant createdAt,
    Instant updatedAt,
    String revision)
    implements ConfigEntry, TenantOwned {
  private static final String KEY_PREFIX = "face/";

  public GalleryFace {
    Require.that(Tenants.isValid(tenant), "tenant", "be " + Tenants.RULE, tenant);
    Require.that(Galleries.isName(gallery), "gallery", "be " + Galleries.NAME_RULE, gallery);
    Require.that(Galleries.isFaceId(id), "id", "be " + Galleries.FACE_ID_RULE, id);
    Require.that(
        name == null || Galleries.isFaceName(name),
        "name",
        "be " + Galleries.FACE_NAME_RULE,
        "another text");
    Require.present(descriptor, "descriptor");
    Require.present(createdAt, "createdAt");
    Require.present(updatedAt, "updatedAt");
    Require.text(revision, "revision");
  }

  @Override
  public String key() {
    return key(tenant, gallery, id);
  }

  public static String key(String tenant, String gallery, String id) {
    return KEY_PREFIX + tenant + "/" + gallery + "/" + id;
  }

  /// Whether the face was made by this reading.
  public boolean isOf(FaceReading reading) {
    return reading.task().equals(task);
  }

  public static boolean isKey(String key) {
    return key != null && key.startsWith(KEY_PREFIX);
  }
}
