package dev.offload.image.pixels;

import static org.bytedeco.opencv.global.opencv_core.ALGO_HINT_DEFAULT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_DEFAULT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_ISOLATED;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.split;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Size;

/// A change of all pixels that leaves the picture its size.
public sealed interface Filter {

  /// Whether it does the same before and after a picture is scaled down.
  boolean keepsToScale();

  /// New pixels, of the same size and type.
  Mat applied(Mat pixels);

  /// How a part of a larger picture is filtered: without its surroundings.
  private static Mat gauss(Mat pixels, double sigma) {
    Mat result = new Mat();
    try (Size fromSigma = new Size()) {
      int alone = BORDER_DEFAULT | BORDER_ISOLATED;
      GaussianBlur(pixels, result, fromSigma, sigma, sigma, alone, ALGO_HINT_DEFAULT);
    }
    return result;
  }

  /// Shades of grey, as light as the colours (ITU-R BT.601).
  record Grey() implements Filter {
    private static final int ALPHA = 3;

    @Override
    public boolean keepsToScale() {
      return true;
    }

    @Override
    public Mat applied(Mat pixels) {
      boolean alpha = Transparency.isIn(pixels);
      Mat result = new Mat();
      try (Mat grey = new Mat()) {
        cvtColor(pixels, grey, alpha ? COLOR_BGRA2GRAY : COLOR_BGR2GRAY);
        if (!alpha) {
          cvtColor(grey, result, COLOR_GRAY2BGR);
          return result;
        }
        try (MatVector channels = new MatVector()) {
          split(pixels, channels);
          try (Mat opacity = channels.get(ALPHA);
              MatVector parts = new MatVector(grey, grey, grey, opacity)) {
            merge(parts, result);
          }
        }
      }
      return result;
    }
  }

  /// Each pixel becomes the mean of its neighbours, weighted by the Gauss function.
  record Blurred(double sigma) implements Filter {
    @Override
    public boolean keepsToScale() {
      return false;
    }

    @Override
    public Mat applied(Mat pixels) {
      return Transparency.apart(pixels, this::blurred);
    }

    private Mat blurred(Mat colours) {
      return gauss(colours, sigma);
    }
  }

  /// An unsharp mask: what a blur takes away is added once more.
  record Sharpened(double sigma) implements Filter {
    @Override
    public boolean keepsToScale() {
      return false;
    }

    @Override
    public Mat applied(Mat pixels) {
      return Transparency.apart(pixels, this::sharpened);
    }

    private Mat sharpened(Mat colours) {
      Mat result = gauss(colours, sigma);
      addWeighted(colours, 2, result, -1, 0, result);
      return result;
    }
  }
}
