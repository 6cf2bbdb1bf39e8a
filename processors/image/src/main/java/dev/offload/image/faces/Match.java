package dev.offload.image.faces;

import com.fasterxml.jackson.annotation.JsonInclude;

/// A face that is close to another one.
public sealed interface Match {
  /// The distance of the descriptors; 0 if they are equal.
  double distance();

  /// A face in a picture.
  ///
  /// @param file the picture's file
  /// @param face the index of the face among those of its picture, in descending order of
  ///     score
  record InPicture(String file, int face, double distance) implements Match {}

  /// A face that a task has found.
  ///
  /// @param task the id of the task
  /// @param face the index of the face in the result of the task
  record OfTask(String task, int face, double distance) implements Match {}

  /// A face of a gallery.
  ///
  /// @param id of the face
  /// @param name of the face; absent if it has none
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record InGallery(String gallery, String id, String name, double distance) implements Match {}
}
