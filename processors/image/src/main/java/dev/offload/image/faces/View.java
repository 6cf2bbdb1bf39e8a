package dev.offload.image.faces;

import java.util.ArrayList;
import java.util.List;

/// A square part of a picture that the network looks at, in pixels of the picture. It may reach
/// beyond the picture to the right and below.
record View(int x, int y, int side) {
  /// The smallest face that the network finds, as a share of what it looks at.
  private static final double SMALLEST = 0.0865;

  /// The share that two neighbours overlap, so that a face that one of them cuts is whole in
  /// the other.
  private static final double COMMON = 0.25;

  /// The most views of a picture, however large it is.
  static final int MOST = 160;

  /// The whole picture, and then parts that are half as wide each time, until faces of `smallest`
  /// pixels are found. If that takes too many parts, the last ones are as small as they can be. A
  /// strip that is too narrow for such a face has no parts.
  static List<View> of(int width, int height, int smallest) {
    List<View> views = new ArrayList<>();
    int side = Math.max(width, height);
    views.add(new View(0, 0, side));
    boolean hasRoom = Math.min(width, height) >= smallest;
    while (hasRoom && SMALLEST * side > smallest && side > 1) {
      int half = Math.ceilDiv(side, 2);
      int next = affordable(width, height, half, side, MOST - views.size());
      if (next == side) {
        return views;
      }
      views.addAll(level(width, height, next));
      side = next == half ? half : 1;
    }
    return views;
  }

  /// The smallest side, from `least` on, with which `most` views are enough; `before` if there
  /// is none.
  private static int affordable(int width, int height, int least, int before, int most) {
    int side = least;
    while (side < before && (long) count(width, side) * count(height, side) > most) {
      side += Math.max(1, side / 20);
    }
    return Math.min(side, before);
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
