package dev.offload.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.image.faces.Face;
import dev.offload.image.header.Orientation;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.SourceFormat;
import dev.offload.image.pixels.OutputFormat;
import java.util.List;
import java.util.Optional;

/// The result of a task of type `image`.
///
/// @param width the width of the upright picture
/// @param height the height of the upright picture
/// @param format the format of the picture's file
/// @param orientation the EXIF orientation of the file, 2 to 8; absent if it is upright
/// @param faces the surest faces in pixels of the upright picture, the surest first, up to
///     500; absent if the task did not ask for them
/// @param facesNotListed how many more were found, cropped around and hidden; absent if none
///     was
/// @param facesWithoutDetails how many of the last faces of the list lack the landmarks, the
///     descriptor or the matches that the task asked for, because there is no room for more;
///     absent if none does
/// @param outputs the outputs, in the order of the task
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImageResult(
    int width,
    int height,
    SourceFormat format,
    Integer orientation,
    List<Face> faces,
    Integer facesNotListed,
    Integer facesWithoutDetails,
    List<Output> outputs) {
  /// The places of so many leave room for details.
  private static final int MOST_LISTED = 500;

  /// A task's result has at most 64 KiB. The rest is spare.
  private static final int MOST_BYTES = 56 * 1024;

  /// Details of as many faces as there is room for.
  ///
  /// @param found the faces, the surest first; empty if the task did not ask for them
  /// @param read whether the task asked for more than their places
  static ImageResult of(
      PictureHeader header, Optional<List<Face>> found, boolean read, List<Output> outputs) {
    Optional<List<Face>> listed =
        found.map(faces -> faces.subList(0, Math.min(faces.size(), MOST_LISTED)));
    int more = found.map(List::size).orElse(0) - listed.map(List::size).orElse(0);
    Integer notListed = more == 0 ? null : more;
    Optional<List<Face>> places = listed.map(faces -> faces.stream().map(Face::bare).toList());
    ImageResult bare = of(header, places.orElse(null), notListed, null, outputs);
    if (!read || listed.isEmpty()) {
      return bare;
    }
    ToldFaces told = ToldFaces.within(listed.get(), MOST_BYTES - ToldFaces.bytes(bare));
    return of(header, told.faces(), notListed, told.bare() == 0 ? null : told.bare(), outputs);
  }

  private static ImageResult of(
      PictureHeader header,
      List<Face> faces,
      Integer notListed,
      Integer withoutDetails,
      List<Output> outputs) {
    boolean upright = header.orientation() == Orientation.UPRIGHT;
    return new ImageResult(
        header.width(),
        header.height(),
        header.format(),
        upright ? null : header.orientation().exif(),
        faces,
        notListed,
        withoutDetails,
        outputs);
  }

  /// An output file.
  ///
  /// @param name the name of the output in the task
  /// @param file the id of the file
  /// @param frames how many pictures it has; absent if it does not move
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Output(
      String name,
      String file,
      int width,
      int height,
      OutputFormat format,
      long size,
      Integer frames) {}
}
