package dev.offload.image.operations;

import dev.offload.image.faces.Box;
import dev.offload.image.pixels.Picture;

/// Puts something onto a picture.
///
/// @param place where it lies, within the picture
/// @param opacity of the stamp where it is opaque itself
public record Marking(Shape before, Stamp stamp, Box place, double opacity) implements Move {
  /// What is put onto the picture, and what it was scaled from; four bytes each.
  private static final int BYTES = 8;

  @Override
  public Shape after() {
    return before;
  }

  @Override
  public long memory() {
    return before.bytes() + (long) place.width() * place.height() * BYTES;
  }

  @Override
  public Picture applied(Picture picture) {
    try (Picture mark = stamp.rendered(place.width(), place.height())) {
      return picture.marked(mark, place.x(), place.y(), opacity);
    }
  }

  @Override
  public boolean keepsToScale() {
    return false;
  }
}
