package dev.offload.image.operations;

import dev.offload.image.faces.Box;
import dev.offload.image.pixels.Colour;
import dev.offload.image.pixels.Layout;
import dev.offload.image.pixels.Picture;

/// Scales a picture, and then cuts it or puts it on a larger canvas.
///
/// @param background what the rest of a larger canvas shows
public record Scaling(Shape before, Layout layout, Colour background) implements Move {
  private static final int WITH_ALPHA = 4;

  @Override
  public Shape after() {
    boolean alpha = before.alpha() || (layout.leavesFree() && !background.isOpaque());
    return before.sized(layout.canvasWidth(), layout.canvasHeight(), this::moved).withAlpha(alpha);
  }

  /// The scaled picture and a step on the way to it, and the same of the canvas; colours weighted
  /// by their opacity.
  @Override
  public long memory() {
    long scaled = (long) layout.scaledWidth() * layout.scaledHeight();
    long canvas = (long) layout.canvasWidth() * layout.canvasHeight();
    long weighted = before.alpha() ? before.pixels() * WITH_ALPHA : 0;
    boolean isScaled =
        layout.scaledWidth() != before.width() || layout.scaledHeight() != before.height();
    boolean isFramed =
        layout.canvasWidth() != layout.scaledWidth()
            || layout.canvasHeight() != layout.scaledHeight();
    long scaling = isScaled ? 2 * scaled * before.channels() + weighted : 0;
    long framing = isFramed ? 2 * canvas * after().channels() : 0;
    return scaling + framing;
  }

  @Override
  public Picture applied(Picture picture) {
    return picture.laidOut(layout, background);
  }

  @Override
  public boolean keepsToScale() {
    return false;
  }

  private Box moved(Box box) {
    double horizontal = layout.scaledWidth() / (double) before.width();
    double vertical = layout.scaledHeight() / (double) before.height();
    int left = (layout.canvasWidth() - layout.scaledWidth()) / 2;
    int top = (layout.canvasHeight() - layout.scaledHeight()) / 2;
    return new Box(
        left + (int) Math.round(box.x() * horizontal),
        top + (int) Math.round(box.y() * vertical),
        (int) Math.max(1, Math.round(box.width() * horizontal)),
        (int) Math.max(1, Math.round(box.height() * vertical)));
  }
}
