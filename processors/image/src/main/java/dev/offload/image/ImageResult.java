package dev.offload.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.image.faces.Face;
import dev.offload.image.header.SourceFormat;
import dev.offload.image.pixels.OutputFormat;
import java.util.List;

/// The result of a task of type `image`.
///
/// @param width columns of the upright picture
/// @param height rows of the upright picture
/// @param format what the picture came as
/// @param orientation the EXIF orientation it came with, 2 to 8; absent if it came upright
/// @param faces in pixels of the upright picture, surest first; absent if not asked for
/// @param outputs in the order asked for
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImageResult(
    int width,
    int height,
    SourceFormat format,
    Integer orientation,
    List<Face> faces,
    List<Output> outputs) {

  /// A file that was made.
  ///
  /// @param name as asked for
  /// @param file the id of the file
  record Output(String name, String file, int width, int height, OutputFormat format, long size) {}
}
