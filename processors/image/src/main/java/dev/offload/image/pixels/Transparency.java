package dev.offload.image.pixels;

import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.divide;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_core.split;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;

/// The arithmetic of opacity on pixels of blue, green, red and alpha, 0 to 255 each.
final class Transparency {
  private static final int ALPHA = 3;
  private static final double OPAQUE = 255;

  private Transparency() {}

  /// Opaque pixels with an alpha channel beside them.
  static Mat added(Mat opaque) {
    Mat result = new Mat();
    cvtColor(opaque, result, COLOR_BGR2BGRA);
    return result;
  }

  /// Each colour weighted by its opacity.
  static Mat weighted(Mat pixels) {
    Mat result = new Mat();
    try (Mat weights = weights(pixels)) {
      multiply(pixels, weights, result, 1 / OPAQUE, -1);
    }
    return result;
  }

  /// Undoes [#weighted(Mat)]; where nothing is opaque the colour is black.
  static Mat unweighted(Mat pixels) {
    Mat result = new Mat();
    try (Mat weights = weights(pixels)) {
      divide(pixels, weights, result, OPAQUE, -1);
    }
    return result;
  }

  /// Pixels without alpha, laid over `background`, which is taken as opaque.
  static Mat flattened(Mat pixels, Colour background) {
    Mat result = new Mat();
    try (Mat weighted = weighted(pixels);
        Mat weights = weights(pixels);
        Scalar colour = scalar(background);
        Mat behind = new Mat(pixels.rows(), pixels.cols(), pixels.type(), colour)) {
      bitwise_not(weights, weights);
      multiply(behind, weights, behind, 1 / OPAQUE, -1);
      add(weighted, behind, weighted);
      cvtColor(weighted, result, COLOR_BGRA2BGR);
    }
    return result;
  }

  /// In the order of OpenCV's channels.
  static Scalar scalar(Colour colour) {
    return new Scalar(colour.blue(), colour.green(), colour.red(), colour.alpha());
  }

  /// For each pixel its alpha in the three colour channels, and 255 in the fourth.
  private static Mat weights(Mat pixels) {
    Mat weights = new Mat();
    try (MatVector channels = new MatVector();
        Scalar full = Scalar.all(OPAQUE)) {
      split(pixels, channels);
      try (Mat alpha = channels.get(ALPHA);
          Mat opaque = new Mat(alpha.rows(), alpha.cols(), alpha.type(), full);
          MatVector repeated = new MatVector(alpha, alpha, alpha, opaque)) {
        merge(repeated, weights);
      }
    }
    return weights;
  }
}
