package dev.offload.image.operations;

import dev.offload.image.pixels.Filter;
import dev.offload.image.pixels.Picture;

/// Changes each pixel by itself or by its neighbours.
public record Filtering(Shape before, Filter filter) implements Move {
  /// The result, and colours weighted by opacity before and after the filter.
  private static final int WITH_ALPHA = 3;

  private static final int OPAQUE = 2;

  @Override
  public Shape after() {
    return before;
  }

  @Override
  public long memory() {
    return before.bytes() * (before.alpha() ? WITH_ALPHA : OPAQUE);
  }

  @Override
  public Picture applied(Picture picture) {
    return picture.filtered(filter);
  }

  @Override
  public boolean keepsToScale() {
    return filter.keepsToScale();
  }
}
