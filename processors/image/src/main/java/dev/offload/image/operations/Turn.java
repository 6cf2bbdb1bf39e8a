package dev.offload.image.operations;

import dev.offload.image.faces.Box;
import dev.offload.image.pixels.Picture;

/// Turns a picture clockwise.
///
/// @param quarters how often by 90 degrees: 1 to 3
public record Turn(Shape before, int quarters) implements Move {

  @Override
  public Shape after() {
    boolean swaps = quarters != 2;
    return before.sized(
        swaps ? before.height() : before.width(),
        swaps ? before.width() : before.height(),
        this::moved);
  }

  @Override
  public long memory() {
    return before.bytes();
  }

  @Override
  public Picture applied(Picture picture) {
    return picture.turned(quarters);
  }

  @Override
  public boolean keepsToScale() {
    return true;
  }

  private Box moved(Box box) {
    int fromRight = before.width() - box.x() - box.width();
    int fromBottom = before.height() - box.y() - box.height();
    return switch (quarters) {
      case 1 -> new Box(fromBottom, box.x(), box.height(), box.width());
      case 2 -> new Box(fromRight, fromBottom, box.width(), box.height());
      default -> new Box(box.y(), fromRight, box.height(), box.width());
    };
  }
}
