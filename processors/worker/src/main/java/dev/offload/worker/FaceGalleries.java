package dev.offload.worker;

import dev.offload.schemas.config.GalleryFace;
import java.util.List;

/// The faces that tenants want to recognise.
public interface FaceGalleries {
  /// The faces of a tenant's gallery as they are now, by id; empty if there is no such gallery.
  ///
  /// @throws IllegalStateException if that can't be found out now
  List<GalleryFace> faces(String tenant, String gallery) throws InterruptedException;
}
