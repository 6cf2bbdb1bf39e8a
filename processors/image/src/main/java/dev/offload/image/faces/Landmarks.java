package dev.offload.image.faces;

import dev.offload.image.faces.Face.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The 68 points of a face, in the order of iBUG 300-W: the jaw (0 to 16), the brows (17 to
/// 26), the nose (27 to 35), the eyes (36 to 47) and the mouth (48 to 67). They are in pixels
/// of a decoded picture.
@SuppressWarnings("ArrayRecordComponent") // they are only read, never compared
record Landmarks(double[] x, double[] y) {
  static final int COUNT = 68;
  private static final int EYES = 36;
  private static final int EYE_POINTS = 6;
  private static final int NOSE_TIP = 30;
  private static final int MOUTH_LEFT = 48;
  private static final int MOUTH_RIGHT = 54;

  /// All points, in a picture that is `factor` times as large.
  List<Point> all(double factor) {
    return IntStream.range(0, COUNT).mapToObj(point -> at(x[point], y[point], factor)).toList();
  }

  /// The centres of the eyes, the tip of the nose and the corners of the mouth; what is on the left
  /// of the picture comes first.
  List<Point> five(double factor) {
    List<Point> points = new ArrayList<>();
    for (int eye = EYES; eye < EYES + 2 * EYE_POINTS; eye += EYE_POINTS) {
      points.add(at(mean(x, eye), mean(y, eye), factor));
    }
    for (int point : new int[] {NOSE_TIP, MOUTH_LEFT, MOUTH_RIGHT}) {
      points.add(at(x[point], y[point], factor));
    }
    return List.copyOf(points);
  }

  private static double mean(double[] values, int from) {
    return IntStream.range(from, from + EYE_POINTS).mapToDouble(i -> values[i]).sum() / EYE_POINTS;
  }

  private static Point at(double x, double y, double factor) {
    return new Point((int) Math.round(x * factor), (int) Math.round(y * factor));
  }
}
