package dev.offload.image.operations;

import dev.offload.image.pixels.Colour;
import dev.offload.image.pixels.Picture;

/// Puts a picture onto a colour.
public record Flattening(Shape before, Colour colour) implements Move {

  @Override
  public Shape after() {
    return before.withAlpha(false);
  }

  @Override
  public long memory() {
    return before.alpha() ? after().bytes() : 0;
  }

  @Override
  public Picture applied(Picture picture) {
    return picture.flattenedOn(colour);
  }

  @Override
  public boolean keepsToScale() {
    return true;
  }
}
