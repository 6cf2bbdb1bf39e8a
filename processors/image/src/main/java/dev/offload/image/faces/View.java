package dev.offload.image.faces;

import java.util.ArrayList;
import java.util.List;

/// A square part of a picture that the network looks at, in pixels of the picture. It may reach
/// beyond the picture to the right and below.
record View(int x, int y, int side) {
  /// The smallest face that the network finds, as a share of what it looks at.
  private static final double SMALLEST = 0.0865;

  /// Two neighbours have this share in common, so that a face which one of them cuts is whole in
  /// the other.
  private static final double COMMON = 0.25;

  /// However large a picture is.
  private static final int MOST = 100;

  /// The whole picture, and then parts that are half as wide each time, until faces of `smallest`
  /// pixels are found. A strip that is too narrow for such a face has no parts.
  static List<View> of(int width, int height, int smallest) {
    List<View> views = new ArrayList<>();
    int side = Math.max(width, height);
    List<View> level = List.of(new View(0, 0, side));
    while (!level.isEmpty() && views.size() + level.size() <= MOST) {
      views.addAll(level);
      boolean fine = SMALLEST * side <= smallest || Math.min(width, height) < smallest;
      side = Math.ceilDiv(side, 2);
      level = fine ? List.of() : level(width, height, side);
    }
    return views;
  }

  private static List<View> level(int width, int height, int side) {
    List<View> views = new ArrayList<>();
    int columns = count(width, side);
    int rows = count(height, side);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        views.add(
            new View(place(column, columns, width, side), place(row, rows, height, side), side));
      }
    }
    return views;
  }

  private static int count(int length, int side) {
    return length <= side ? 1 : 1 + (int) Math.ceil((length - side) / (side * (1 - COMMON)));
  }

  private static int place(int index, int count, int length, int side) {
    return count == 1 ? 0 : (int) ((long) (length - side) * index / (count - 1));
  }

  /// Whether a face reaches a side of this view where the picture goes on: another view has all of
  /// it.
  boolean cuts(Candidate face, int width, int height) {
    double near = side * 0.01;
    return (x > 0 && face.left() < x + near)
        || (y > 0 && face.top() < y + near)
        || (x + side < width && face.right() > x + side - near)
        || (y + side < height && face.bottom() > y + side - near);
  }
}
