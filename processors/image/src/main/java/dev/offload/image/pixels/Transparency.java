package dev.offload.image.pixels;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.divide;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_core.split;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;

/// The arithmetic of opacity, for pixels of blue, green, red and alpha, from 0 to 255 each.
final class Transparency {
  private static final int CHANNELS = 4;
  private static final int ALPHA = 3;
  private static final double OPAQUE = 255;
  private static final int BAND_PIXELS = 1 << 18;

  private Transparency() {}

  static boolean isIn(Mat pixels) {
    return pixels.channels() == CHANNELS;
  }

  /// Changes colours of neighbours together, so that those of transparent pixels do not bleed.
  static Mat apart(Mat pixels, UnaryOperator<Mat> change) {
    if (!isIn(pixels)) {
      return change.apply(pixels);
    }
    try (Mat weighted = weighted(pixels);
        Mat changed = change.apply(weighted)) {
      return unweighted(changed);
    }
  }

  /// Changes `pixels` to what is seen when `mark`, of the same size and with opacity, lies on it.
  ///
  /// @param opacity of the mark where it is opaque itself, from 0 to 1
  static void cover(Mat pixels, Mat mark, double opacity) {
    int rows = Math.max(1, BAND_PIXELS / pixels.cols());
    for (int top = 0; top < pixels.rows(); top += rows) {
      int bottom = Math.min(pixels.rows(), top + rows);
      try (Mat below = pixels.rowRange(top, bottom);
          Mat above = mark.rowRange(top, bottom)) {
        coverBand(below, above, opacity);
      }
    }
  }

  private static void coverBand(Mat below, Mat above, double opacity) {
    try (Mat weighted = weighted(above);
        Mat mixed = isIn(below) ? weighted(below) : added(below);
        Mat left = new Mat()) {
      weighted.convertTo(weighted, -1, opacity, 0);
      cover(mixed, weighted, left);
      if (isIn(below)) {
        try (Mat seen = unweighted(mixed)) {
          seen.copyTo(below);
        }
      } else {
        cvtColor(mixed, below, COLOR_BGRA2BGR);
      }
    }
  }

  /// Both with colours weighted by opacity. `left` becomes what the mark lets through.
  private static void cover(Mat mixed, Mat weighted, Mat left) {
    try (MatVector channels = new MatVector()) {
      split(weighted, channels);
      try (Mat alpha = channels.get(ALPHA);
          MatVector repeated = new MatVector(alpha, alpha, alpha, alpha)) {
        merge(repeated, left);
      }
    }
    bitwise_not(left, left);
    multiply(mixed, left, mixed, 1 / OPAQUE, -1);
    add(mixed, weighted, mixed);
  }

  /// Adds an alpha channel to opaque pixels.
  static Mat added(Mat opaque) {
    Mat result = new Mat();
    cvtColor(opaque, result, COLOR_BGR2BGRA);
    return result;
  }

  /// Each colour weighted by its opacity.
  static Mat weighted(Mat pixels) {
    return inBands(pixels, pixels.type(), Transparency::weigh);
  }

  /// Undoes [#weighted(Mat)]. The colour of fully transparent pixels is black.
  static Mat unweighted(Mat pixels) {
    return inBands(
        pixels,
        pixels.type(),
        (band, result) -> {
          try (Mat weights = weights(band)) {
            divide(band, weights, result, OPAQUE, -1);
          }
        });
  }

  /// Pixels without alpha, over `background`, which is taken as opaque.
  static Mat flattened(Mat pixels, Colour background) {
    return inBands(pixels, CV_8UC3, (band, result) -> flatten(band, background, result));
  }

  private static void weigh(Mat band, Mat result) {
    try (Mat weights = weights(band)) {
      multiply(band, weights, result, 1 / OPAQUE, -1);
    }
  }

  private static void flatten(Mat band, Colour background, Mat result) {
    try (Mat weighted = new Mat();
        Mat weights = weights(band);
        Scalar colour = scalar(background);
        Mat behind = new Mat(band.rows(), band.cols(), band.type(), colour)) {
      multiply(band, weights, weighted, 1 / OPAQUE, -1);
      bitwise_not(weights, weights);
      multiply(behind, weights, behind, 1 / OPAQUE, -1);
      add(weighted, behind, weighted);
      cvtColor(weighted, result, COLOR_BGRA2BGR);
    }
  }

  /// Makes the result band by band, so that the memory in between stays small for a large
  /// picture. `step` writes into a band of the result that has the right size and type.
  private static Mat inBands(Mat pixels, int type, BiConsumer<Mat, Mat> step) {
    Mat result = new Mat(pixels.rows(), pixels.cols(), type);
    int rows = Math.max(1, BAND_PIXELS / pixels.cols());
    for (int top = 0; top < pixels.rows(); top += rows) {
      int bottom = Math.min(pixels.rows(), top + rows);
      try (Mat from = pixels.rowRange(top, bottom);
          Mat to = result.rowRange(top, bottom)) {
        step.accept(from, to);
      }
    }
    return result;
  }

  /// The colour in the order of OpenCV's channels.
  static Scalar scalar(Colour colour) {
    return new Scalar(colour.blue(), colour.green(), colour.red(), colour.alpha());
  }

  /// The alpha of each pixel in the three colour channels, and 255 in the fourth.
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
