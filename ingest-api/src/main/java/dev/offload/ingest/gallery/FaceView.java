package dev.offload.ingest.gallery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.schemas.config.FaceDescriptor;
import dev.offload.schemas.config.GalleryFace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A face of a gallery as its tenant sees it.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "GalleryFace",
    requiredProperties = {"gallery", "id", "createdAt", "updatedAt"})
record FaceView(
    @Schema(description = "The gallery of the face.", examples = "staff") String gallery,
    @Schema(description = "The face's id in the gallery.", examples = "u-42") String id,
    @Schema(description = "The face's name, for people. Absent: none.", examples = "Ada")
        String name,
    @Schema(description = "The face's descriptor: 128 numbers. Only getFace shows it.")
        List<Float> descriptor,
    @Schema(description = "When it was first set.") Instant createdAt,
    @Schema(description = "When it was last set.") Instant updatedAt) {

  /// Without its descriptor.
  static FaceView of(GalleryFace face) {
    return of(face, null);
  }

  static FaceView inFull(GalleryFace face) {
    return of(face, numbers(face.descriptor()));
  }

  private static FaceView of(GalleryFace face, List<Float> descriptor) {
    return new FaceView(
        face.gallery(), face.id(), face.name(), descriptor, face.createdAt(), face.updatedAt());
  }

  private static List<Float> numbers(FaceDescriptor descriptor) {
    List<Float> numbers = new ArrayList<>();
    for (float number : descriptor.numbers()) {
      numbers.add(number);
    }
    return List.copyOf(numbers);
  }
}
