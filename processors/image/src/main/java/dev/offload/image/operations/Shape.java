package dev.offload.image.operations;

import dev.offload.image.faces.Box;
import dev.offload.image.header.PictureHeader;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What is known of a picture without its pixels.
///
/// @param alpha whether pixels may be transparent
/// @param faces where its faces are; empty if nobody has looked yet
public record Shape(int width, int height, boolean alpha, Optional<List<Box>> faces) {
  private static final int OPAQUE = 3;
  private static final int WITH_ALPHA = 4;

  /// The upright picture, before anybody has looked for faces.
  public static Shape of(PictureHeader header) {
    return new Shape(header.width(), header.height(), header.alpha(), Optional.empty());
  }

  public Shape withFaces(List<Box> boxes) {
    return new Shape(width, height, alpha, Optional.of(List.copyOf(boxes)));
  }

  public long pixels() {
    return (long) width * height;
  }

  /// How many bytes its pixels take.
  public long bytes() {
    return pixels() * channels();
  }

  int channels() {
    return alpha ? WITH_ALPHA : OPAQUE;
  }

  public Shape withAlpha(boolean possible) {
    return new Shape(width, height, possible, faces);
  }

  /// A picture of another size. Faces that are not in it any more are left out.
  Shape sized(int newWidth, int newHeight, UnaryOperator<Box> moved) {
    Shape bare = new Shape(newWidth, newHeight, alpha, Optional.empty());
    return faces
        .map(boxes -> bare.withFaces(boxes.stream().map(moved).filter(bare::touches).toList()))
        .orElse(bare);
  }

  private boolean touches(Box box) {
    return box.x() < width
        && box.y() < height
        && (long) box.x() + box.width() > 0
        && (long) box.y() + box.height() > 0;
  }
}
