package dev.offload.ingest.gallery;

import dev.offload.schemas.config.FaceReading;
import dev.offload.schemas.config.GalleryFace;

/// Which face a request is about. The gallery and the id are as they stand in the path, and may
/// break the rules: then there is no such face.
record FaceKey(String tenant, String gallery, String id) {

  /// The key of the face's record.
  String ofFace() {
    return GalleryFace.key(tenant, gallery, id);
  }

  /// The key of the record of what is read for the face.
  String ofReading() {
    return FaceReading.key(tenant, gallery, id);
  }
}
