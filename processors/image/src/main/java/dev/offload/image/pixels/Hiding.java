package dev.offload.image.pixels;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/// How a part of a picture is made unrecognisable. Only a few colours are left of it, so nobody can
/// undo that.
public enum Hiding {
  /// The few colours flow into each other.
  @JsonProperty("blur")
  BLUR(INTER_CUBIC),
  /// The few colours are squares.
  @JsonProperty("pixelate")
  PIXELATE(INTER_NEAREST);

  /// Along the longer side.
  private static final int COLOURS = 9;

  private final int enlarging;

  Hiding(int enlarging) {
    this.enlarging = enlarging;
  }

  /// Changes these pixels in place.
  void apply(Mat part) {
    try (Mat hidden = Transparency.apart(part, pixels -> hidden(pixels, enlarging))) {
      hidden.copyTo(part);
    }
  }

  private static Mat hidden(Mat part, int enlarging) {
    double shrink = COLOURS / (double) Math.max(part.cols(), part.rows());
    Mat result = new Mat();
    try (Mat few = new Mat();
        Size small = new Size(side(part.cols(), shrink), side(part.rows(), shrink));
        Size size = new Size(part.cols(), part.rows())) {
      resize(part, few, small, 0, 0, INTER_AREA);
      resize(few, result, size, 0, 0, enlarging);
    }
    return result;
  }

  private static int side(int length, double shrink) {
    return (int) Math.max(1, Math.round(length * Math.min(1, shrink)));
  }
}
