package dev.offload.ingest.gallery;

import dev.offload.kafka.live.FaceTable;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A gallery as its tenant sees it.
@Schema(
    name = "Gallery",
    requiredProperties = {"name", "faces"})
record GalleryView(
    @Schema(description = "The name of the gallery.", examples = "staff") String name,
    @Schema(description = "How many faces it has.") int faces) {

  static GalleryView of(FaceTable.Gallery gallery) {
    return new GalleryView(gallery.name(), gallery.faces());
  }
}
