package dev.offload.ingest.gallery;

import dev.offload.schemas.config.FaceReading;
import dev.offload.schemas.config.GalleryFace;

/// The face that a request is about. The gallery and the id are taken from the path as they
/// are. If they break the rules, there is no such face.
record FaceKey(String tenant, String gallery, String id) {

  /// The key of the face's record.
  String ofFace() {
    return GalleryFace.key(tenant, gallery, id);
  }

  /// The key of the record of the face's reading.
  String ofReading() {
    return FaceReading.key(tenant, gallery, id);
  }
}
