package dev.offload.image.faces;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/// How a face is turned, moved and scaled so that its landmarks come as close as they can to those
/// of the mean face, as dlib's `get_face_chip_details` does it. Each point of the chip is at
/// `(a·u − b·v + x, b·u + a·v + y)` of the picture.
record Chip(double a, double b, double x, double y) {
  static final int SIDE = 150;
  private static final double PADDING = 0.25;

  /// A large face is sampled up to this many times per pixel of the chip, and then averaged.
  private static final int MOST_FINER = 6;

  /// OpenCV's limit is 32,766.
  private static final int MOST_SIDE = 32_000;

  /// Around what is sampled, for the neighbours of its pixels.
  private static final int SPARE = 2;

  /// The landmarks that are used: without the jaw, the brows and the lower lip, which move
  /// most.
  private static final int[] USED =
      IntStream.range(27, Landmarks.COUNT).filter(point -> point < 55 || point > 59).toArray();

  /// dlib's mean face: landmarks 17 to 67 in a square of side 1.
  private static final int FIRST = 17;

  private static final double[] MEAN_X = {
    0.000213256, 0.0752622, 0.18113, 0.29077, 0.393397, 0.586856, 0.689483, 0.799124,
    0.904991, 0.98004, 0.490127, 0.490127, 0.490127, 0.490127, 0.36688, 0.426036,
    0.490127, 0.554217, 0.613373, 0.121737, 0.187122, 0.265825, 0.334606, 0.260918,
    0.182743, 0.645647, 0.714428, 0.793132, 0.858516, 0.79751, 0.719335, 0.254149,
    0.340985, 0.428858, 0.490127, 0.551395, 0.639268, 0.726104, 0.642159, 0.556721,
    0.490127, 0.423532, 0.338094, 0.290379, 0.428096, 0.490127, 0.552157, 0.689874,
    0.553364, 0.490127, 0.42689
  };
  private static final double[] MEAN_Y = {
    0.106454, 0.038915, 0.0187482, 0.0344891, 0.0773906, 0.0773906, 0.0344891, 0.0187482,
    0.038915, 0.106454, 0.203352, 0.307009, 0.409805, 0.515625, 0.587326, 0.609345,
    0.628106, 0.609345, 0.587326, 0.216423, 0.178758, 0.179852, 0.231733, 0.245099,
    0.244077, 0.231733, 0.179852, 0.178758, 0.216423, 0.244077, 0.245099, 0.780233,
    0.745405, 0.727388, 0.742578, 0.727388, 0.745405, 0.780233, 0.864805, 0.902192,
    0.909281, 0.902192, 0.864805, 0.784792, 0.778746, 0.785343, 0.778746, 0.784792,
    0.824182, 0.831803, 0.824182
  };

  /// The best fit by least squares (Umeyama, 1991).
  static Chip of(Landmarks face) {
    double u = mean(Chip::u);
    double v = mean(Chip::v);
    double x = mean(point -> face.x()[point]);
    double y = mean(point -> face.y()[point]);
    double along = 0;
    double across = 0;
    double spread = 0;
    for (int point : USED) {
      double du = u(point) - u;
      double dv = v(point) - v;
      double dx = face.x()[point] - x;
      double dy = face.y()[point] - y;
      along += du * dx + dv * dy;
      across += du * dy - dv * dx;
      spread += du * du + dv * dv;
    }
    double a = along / spread;
    double b = across / spread;
    return new Chip(a, b, x - a * u + b * v, y - b * u - a * v);
  }

  /// The face in a square of [#SIDE] pixels. It is turned within the part of the picture that it
  /// is in, since OpenCV takes no long sides there.
  Mat cutFrom(Mat picture) {
    int finer = Math.clamp((long) Math.ceil(Math.hypot(a, b)), 1, MOST_FINER);
    double step = 1.0 / finer;
    double first = step / 2 - 0.5;
    Mat chip = new Mat();
    double spare = SPARE + Math.abs(a) + Math.abs(b); // a pixel of the chip begins at -0.5
    int left = begin(x + least(a) + least(-b) - spare, picture.cols());
    int top = begin(y + least(b) + least(a) - spare, picture.rows());
    int right = end(x - least(-a) - least(b) + spare, left, picture.cols());
    int bottom = end(y - least(-b) - least(-a) + spare, top, picture.rows());
    try (Rect area = new Rect(left, top, right - left, bottom - top);
        Mat part = new Mat(picture, area);
        Mat way = new Mat(2, 3, CV_64F);
        DoubleIndexer numbers = way.createIndexer();
        Mat fine = new Mat();
        Size fineSize = new Size(SIDE * finer, SIDE * finer);
        Size size = new Size(SIDE, SIDE);
        Scalar black = new Scalar(0)) {
      numbers.put(0, 0, a * step, -b * step, x - left + (a - b) * first);
      numbers.put(1, 0, b * step, a * step, y - top + (a + b) * first);
      warpAffine(
          part, fine, way, fineSize, INTER_LINEAR | WARP_INVERSE_MAP, BORDER_CONSTANT, black);
      resize(fine, chip, size, 0, 0, INTER_AREA);
    }
    return chip;
  }

  /// The least that a coordinate of the chip adds.
  private static double least(double factor) {
    return Math.min(0, factor * SIDE);
  }

  private static int begin(double place, int length) {
    return Math.clamp((long) Math.floor(place), 0, length - 1);
  }

  private static int end(double place, int begin, int length) {
    int most = Math.min(length, begin + MOST_SIDE);
    return Math.clamp((long) Math.ceil(place), begin + 1, most);
  }

  private static double u(int point) {
    return (PADDING + MEAN_X[point - FIRST]) / (2 * PADDING + 1) * SIDE;
  }

  private static double v(int point) {
    return (PADDING + MEAN_Y[point - FIRST]) / (2 * PADDING + 1) * SIDE;
  }

  private static double mean(IntToDoubleFunction value) {
    return IntStream.of(USED).mapToDouble(value).average().orElseThrow();
  }
}
