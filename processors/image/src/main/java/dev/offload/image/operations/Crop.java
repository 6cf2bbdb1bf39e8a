package dev.offload.image.operations;

import dev.offload.image.faces.Box;
import java.util.List;
import java.util.Optional;

/// Cuts a part out of the picture: a box at a place, a box of a size around the centre or the
/// faces, or the faces with a margin. What would lie outside of the picture is left out.
///
/// @param x how far the box is from the left; absent, like `y`: `around` decides
/// @param y how far the box is from the top
/// @param width of the box; absent, like `height`: as wide as the faces and their margin
/// @param height of the box
/// @param around [Around#CENTRE] if absent
/// @param margin what is kept on each side of the faces, as a share of the longer side of the box
///     around them; 0.3 if absent
public record Crop(
    Integer x, Integer y, Integer width, Integer height, Around around, Double margin)
    implements Operation {
  public static final int MOST = 65_535;
  public static final double MOST_MARGIN = 5;
  private static final double MARGIN = 0.3;

  public Crop {
    requireWithin("x", x, 0);
    requireWithin("y", y, 0);
    requireWithin("width", width, 1);
    requireWithin("height", height, 1);
    requireTogether("x", x, "y", y);
    requireTogether("width", width, "height", height);
    if (x != null && (width == null || around != null)) {
      throw new IllegalArgumentException(
          "crop with x and y must have width and height, and not around");
    }
    around = around == null ? Around.CENTRE : around;
    if (width == null && around != Around.FACES) {
      throw new IllegalArgumentException(
          "crop must have width and height, or the value faces for around");
    }
    if (margin != null && width != null) {
      throw new IllegalArgumentException("crop with width and height must not have margin");
    }
    if (margin != null && !(margin >= 0 && margin <= MOST_MARGIN)) {
      throw new IllegalArgumentException(
          "crop.margin must be 0 to %s, was %s".formatted(MOST_MARGIN, margin));
    }
  }

  /// Whether somebody has to look for faces before the place is known.
  public boolean needsFaces() {
    return x == null && around == Around.FACES;
  }

  @Override
  public Cut on(Shape before, Setting setting) {
    if (x != null) {
      return Cut.of(before, new Box(x, y, width, height));
    }
    Optional<Box> faces = needsFaces() ? before.faces().flatMap(Crop::together) : Optional.empty();
    if (width != null) {
      return Cut.of(before, centred(before, faces));
    }
    return faces.map(box -> Cut.of(before, withMargin(box))).orElseGet(() -> Cut.unknown(before));
  }

  /// A box of the size asked for. It is moved into the picture where that is large enough.
  private Box centred(Shape before, Optional<Box> faces) {
    Box middle = faces.orElse(new Box(0, 0, before.width(), before.height()));
    int wide = Math.min(width, before.width());
    int high = Math.min(height, before.height());
    return new Box(
        Math.clamp(middle.x() + (middle.width() - wide) / 2L, 0, before.width() - wide),
        Math.clamp(middle.y() + (middle.height() - high) / 2L, 0, before.height() - high),
        wide,
        high);
  }

  private Box withMargin(Box faces) {
    double share = margin == null ? MARGIN : margin;
    int more = (int) Math.round(share * Math.max(faces.width(), faces.height()));
    return new Box(
        faces.x() - more, faces.y() - more, faces.width() + 2 * more, faces.height() + 2 * more);
  }

  /// The box around all of them.
  private static Optional<Box> together(List<Box> boxes) {
    return boxes.stream().reduce(Crop::both);
  }

  private static Box both(Box one, Box other) {
    int left = Math.min(one.x(), other.x());
    int top = Math.min(one.y(), other.y());
    int right = Math.max(one.x() + one.width(), other.x() + other.width());
    int bottom = Math.max(one.y() + one.height(), other.y() + other.height());
    return new Box(left, top, right - left, bottom - top);
  }

  private static void requireWithin(String name, Integer value, int least) {
    if (value != null && (value < least || value > MOST)) {
      throw new IllegalArgumentException(
          "crop.%s must be %d to %d, was %d".formatted(name, least, MOST, value));
    }
  }

  private static void requireTogether(String one, Integer first, String other, Integer second) {
    if ((first == null) != (second == null)) {
      throw new IllegalArgumentException(
          "crop must have both %s and %s, or neither".formatted(one, other));
    }
  }
}
