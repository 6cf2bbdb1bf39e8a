package dev.offload.image.pixels;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/// Decoded upright pixels in native memory, in sRGB, with eight bits per channel: blue, green,
/// red and perhaps opacity. They never change: each operation makes a new picture. Whoever has
/// a picture closes it.
public final class Picture implements AutoCloseable {
  private static final int WITH_ALPHA = 4;

  private final Mat pixels;

  Picture(Mat pixels) {
    this.pixels = pixels;
  }

  public int width() {
    return pixels.cols();
  }

  public int height() {
    return pixels.rows();
  }

  public boolean hasAlpha() {
    return pixels.channels() == WITH_ALPHA;
  }

  /// The pixels themselves, valid until this is closed.
  public Mat pixels() {
    return pixels;
  }

  /// The picture in this layout. The rest of the canvas shows `background`.
  public Picture laidOut(Layout layout, Colour background) {
    try (Picture scaled = scaledTo(layout.scaledWidth(), layout.scaledHeight());
        Picture cut = layout.cutsOff() ? scaled.centre(layout) : scaled.share()) {
      return layout.leavesFree() ? cut.framed(layout, background) : cut.share();
    }
  }

  /// The picture without transparency, over `background`.
  public Picture flattenedOn(Colour background) {
    return hasAlpha() ? new Picture(Transparency.flattened(pixels, background)) : share();
  }

  /// Scaled to exactly this size.
  public Picture scaledTo(int width, int height) {
    if (width == width() && height == height()) {
      return share();
    }
    if (!hasAlpha()) {
      return new Picture(scaled(pixels, width, height));
    }
    // Colours are weighted by opacity, because those of transparent pixels would bleed into
    // their neighbours.
    try (Mat weighted = Transparency.weighted(pixels);
        Mat small = scaled(weighted, width, height)) {
      return new Picture(Transparency.unweighted(small));
    }
  }

  @Override
  public void close() {
    pixels.close();
  }

  private Picture centre(Layout layout) {
    int width = Math.min(layout.canvasWidth(), width());
    int height = Math.min(layout.canvasHeight(), height());
    try (Rect area = new Rect((width() - width) / 2, (height() - height) / 2, width, height)) {
      return new Picture(new Mat(pixels, area));
    }
  }

  private Picture framed(Layout layout, Colour background) {
    if (!background.isOpaque() && !hasAlpha()) {
      try (Picture transparent = new Picture(Transparency.added(pixels))) {
        return transparent.framed(layout, background);
      }
    }
    int left = (layout.canvasWidth() - width()) / 2;
    int top = (layout.canvasHeight() - height()) / 2;
    int right = layout.canvasWidth() - width() - left;
    int bottom = layout.canvasHeight() - height() - top;
    Mat framed = new Mat();
    try (Scalar colour = Transparency.scalar(background)) {
      copyMakeBorder(pixels, framed, top, bottom, left, right, BORDER_CONSTANT, colour);
    }
    return new Picture(framed);
  }

  /// The same pixels. OpenCV counts the users of their memory and frees it with the last one.
  private Picture share() {
    return new Picture(new Mat(pixels));
  }

  private static Mat scaled(Mat from, int width, int height) {
    boolean narrower = width <= from.cols();
    boolean lower = height <= from.rows();
    if (narrower == lower) {
      return scaled(from, width, height, narrower ? INTER_AREA : INTER_CUBIC);
    }
    int betweenWidth = Math.min(width, from.cols());
    int betweenHeight = Math.min(height, from.rows());
    try (Mat between = scaled(from, betweenWidth, betweenHeight, INTER_AREA)) {
      return scaled(between, width, height, INTER_CUBIC);
    }
  }

  private static Mat scaled(Mat from, int width, int height, int interpolation) {
    Mat to = new Mat();
    try (Size size = new Size(width, height)) {
      resize(from, to, size, 0, 0, interpolation);
    }
    return to;
  }
}
