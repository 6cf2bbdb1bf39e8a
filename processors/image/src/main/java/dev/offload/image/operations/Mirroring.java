package dev.offload.image.operations;

import dev.offload.image.faces.Box;
import dev.offload.image.pixels.Axis;
import dev.offload.image.pixels.Picture;

/// Mirrors a picture.
public record Mirroring(Shape before, Axis axis) implements Move {

  @Override
  public Shape after() {
    return before.sized(before.width(), before.height(), this::moved);
  }

  @Override
  public long memory() {
    return before.bytes();
  }

  @Override
  public Picture applied(Picture picture) {
    return picture.mirrored(axis);
  }

  @Override
  public boolean keepsToScale() {
    return true;
  }

  private Box moved(Box box) {
    return switch (axis) {
      case HORIZONTAL ->
          new Box(before.width() - box.x() - box.width(), box.y(), box.width(), box.height());
      case VERTICAL ->
          new Box(box.x(), before.height() - box.y() - box.height(), box.width(), box.height());
    };
  }
}
