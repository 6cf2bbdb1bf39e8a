package dev.offload.schemas.config;

import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;

/// A picture that is read now for a face of a gallery. It is written before the task that
/// reads, and erased after that was dropped, so that no result of such a task is ever
/// forgotten.
///
/// @param gallery as in [GalleryFace]
/// @param id as in [GalleryFace]
/// @param file the picture
/// @param task reads it
/// @param withdrawn whether the face was deleted since, so that nobody wants the result any more
public record FaceReading(
    String tenant,
    String gallery,
    String id,
    String file,
    TaskId task,
    Instant since,
    boolean withdrawn)
    implements ConfigEntry, TenantOwned {
  private static final String KEY_PREFIX = "face-reading/";

  public FaceReading {
    Require.that(Tenants.isValid(tenant), "tenant", "be " + Tenants.RULE, tenant);
    Require.that(Galleries.isName(gallery), "gallery", "be " + Galleries.NAME_RULE, gallery);
    Require.that(Galleries.isFaceId(id), "id", "be " + Galleries.FACE_ID_RULE, id);
    Require.text(file, "file");
    Require.present(task, "task");
    Require.present(since, "since");
  }

  @Override
  public String key() {
    return key(tenant, gallery, id);
  }

  public static String key(String tenant, String gallery, String id) {
    return KEY_PREFIX + tenant + "/" + gallery + "/" + id;
  }

  public static boolean isKey(String key) {
    return key != null && key.startsWith(KEY_PREFIX);
  }

  /// The same when the face was deleted.
  public FaceReading withdraw() {
    return new FaceReading(tenant, gallery, id, file, task, since, true);
  }
}
