package dev.offload.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.image.faces.Face;
import dev.offload.image.header.SourceFormat;
import dev.offload.image.pixels.OutputFormat;
import java.util.List;

/// The result of a task of type `image`.
///
/// @param width the width of the upright picture
/// @param height the height of the upright picture
/// @param format the format of the picture's file
/// @param orientation the EXIF orientation of the file, 2 to 8; absent if it is upright
/// @param faces the faces in pixels of the upright picture, the surest first; absent if the
///     task did not ask for them
/// @param outputs the outputs, in the order of the task
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImageResult(
    int width,
    int height,
    SourceFormat format,
    Integer orientation,
    List<Face> faces,
    List<Output> outputs) {

  /// An output file.
  ///
  /// @param name the name of the output in the task
  /// @param file the id of the file
  record Output(String name, String file, int width, int height, OutputFormat format, long size) {}
}
