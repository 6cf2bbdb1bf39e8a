package dev.offload.image.operations;

import dev.offload.image.faces.Box;
import dev.offload.image.pixels.Picture;

/// Cuts a part out of a picture.
///
/// @param asked the part that the task names, which may reach beyond the picture
/// @param known whether that is where the cut will be, and not a larger part that has room for it
public record Cut(Shape before, Box asked, boolean known) implements Move {

  static Cut of(Shape before, Box asked) {
    return new Cut(before, asked, true);
  }

  /// Where it will be depends on faces that nobody has looked for, or that are not there. Then
  /// all is kept.
  static Cut unknown(Shape before) {
    return new Cut(
        before, new Box(0, 0, before.width(), before.height()), before.faces().isPresent());
  }

  /// Whether nothing of the part asked for is in the picture.
  public boolean isOutside() {
    return asked.x() >= before.width() || asked.y() >= before.height();
  }

  @Override
  public Shape after() {
    Box area = area();
    return before.sized(
        area.width(),
        area.height(),
        box -> new Box(box.x() - area.x(), box.y() - area.y(), box.width(), box.height()));
  }

  /// The pixels are those of the picture before it.
  @Override
  public long memory() {
    return 0;
  }

  @Override
  public Picture applied(Picture picture) {
    Box area = area();
    double horizontal = picture.width() / (double) before.width();
    double vertical = picture.height() / (double) before.height();
    int left = Math.clamp(Math.round(area.x() * horizontal), 0, picture.width() - 1);
    int top = Math.clamp(Math.round(area.y() * vertical), 0, picture.height() - 1);
    return picture.cut(
        left,
        top,
        Math.clamp(Math.round(area.width() * horizontal), 1, picture.width() - left),
        Math.clamp(Math.round(area.height() * vertical), 1, picture.height() - top));
  }

  @Override
  public boolean keepsToScale() {
    return known;
  }

  /// What is in the picture of the part asked for; a pixel at its border if nothing is.
  private Box area() {
    int left = Math.clamp(asked.x(), 0, before.width() - 1);
    int top = Math.clamp(asked.y(), 0, before.height() - 1);
    int right = Math.clamp((long) asked.x() + asked.width(), left + 1, before.width());
    int bottom = Math.clamp((long) asked.y() + asked.height(), top + 1, before.height());
    return new Box(left, top, right - left, bottom - top);
  }
}
