package dev.offload.image.pixels;

import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.rotate;
import static org.bytedeco.opencv.global.opencv_core.transpose;

import dev.offload.image.header.Orientation;
import org.bytedeco.opencv.opencv_core.Mat;

/// Turns and mirrors pictures: a stored one so that it is upright, and others as asked.
final class Upright {
  private static final int TOP_TO_BOTTOM = 0;
  private static final int LEFT_TO_RIGHT = 1;

  private Upright() {}

  static Mat of(Mat stored, Orientation orientation) {
    if (orientation == Orientation.UPRIGHT) {
      return new Mat(stored);
    }
    Mat seen = new Mat();
    switch (orientation) {
      case UPRIGHT -> stored.copyTo(seen);
      case MIRRORED -> flip(stored, seen, LEFT_TO_RIGHT);
      case UPSIDE_DOWN -> rotate(stored, seen, ROTATE_180);
      case UPSIDE_DOWN_MIRRORED -> flip(stored, seen, TOP_TO_BOTTOM);
      case TRANSPOSED -> transpose(stored, seen);
      case TURN_CLOCKWISE -> rotate(stored, seen, ROTATE_90_CLOCKWISE);
      case TRANSVERSED -> {
        transpose(stored, seen);
        rotate(seen, seen, ROTATE_180);
      }
      case TURN_COUNTER_CLOCKWISE -> rotate(stored, seen, ROTATE_90_COUNTERCLOCKWISE);
    }
    return seen;
  }

  /// Turned clockwise, `quarters` times by 90 degrees: 1 to 3.
  static Mat turned(Mat pixels, int quarters) {
    int code =
        switch (quarters) {
          case 1 -> ROTATE_90_CLOCKWISE;
          case 2 -> ROTATE_180;
          case 3 -> ROTATE_90_COUNTERCLOCKWISE;
          default -> throw new IllegalArgumentException("quarters must be 1 to 3, was " + quarters);
        };
    Mat turned = new Mat();
    rotate(pixels, turned, code);
    return turned;
  }

  static Mat mirrored(Mat pixels, Axis axis) {
    Mat mirrored = new Mat();
    flip(
        pixels,
        mirrored,
        switch (axis) {
          case HORIZONTAL -> LEFT_TO_RIGHT;
          case VERTICAL -> TOP_TO_BOTTOM;
        });
    return mirrored;
  }
}
