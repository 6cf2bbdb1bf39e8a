package dev.offload.image.pixels;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_ISOLATED;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_core.split;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import dev.offload.image.header.Area;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/// Decoded upright pixels in native memory, in sRGB, with eight bits per channel: blue, green,
/// red and perhaps opacity. They never change: each operation makes a new picture. Whoever has
/// a picture closes it.
public final class Picture implements AutoCloseable {
  /// How a part of a larger picture is scaled: without its surroundings.
  private static final int ALONE = BORDER_CONSTANT | BORDER_ISOLATED;

  private static final int ALPHA = 3;
  private static final double OPAQUE = 255;

  private final Mat pixels;

  Picture(Mat pixels) {
    this.pixels = pixels;
  }

  /// One colour that is more or less opaque.
  ///
  /// @param opacity of each pixel, from 0 to 255, row by row
  public static Picture ofOpacity(byte[] opacity, int width, Colour colour) {
    OpenCv.load();
    int height = opacity.length / width;
    Mat result = new Mat();
    try (BytePointer bytes = new BytePointer(opacity);
        Mat alpha = new Mat(height, width, CV_8UC1, bytes);
        Scalar everywhere = Transparency.scalar(colour);
        Mat plain = new Mat(height, width, CV_8UC4, everywhere);
        MatVector channels = new MatVector()) {
      split(plain, channels);
      try (Mat whole = channels.get(ALPHA)) {
        multiply(whole, alpha, whole, 1 / OPAQUE, -1);
      }
      merge(channels, result);
    }
    return new Picture(result);
  }

  public int width() {
    return pixels.cols();
  }

  public int height() {
    return pixels.rows();
  }

  public boolean hasAlpha() {
    return Transparency.isIn(pixels);
  }

  /// The pixels themselves, valid until this is closed.
  public Mat pixels() {
    return pixels;
  }

  /// The picture in this layout. The rest of the canvas shows `background`.
  public Picture laidOut(Layout layout, Colour background) {
    try (Picture scaled = scaledTo(layout.scaledWidth(), layout.scaledHeight());
        Picture cut = layout.cutsOff() ? scaled.centre(layout) : scaled.shared()) {
      return layout.leavesFree() ? cut.framed(layout, background) : cut.shared();
    }
  }

  /// The picture without transparency, over `background`.
  public Picture flattenedOn(Colour background) {
    return hasAlpha() ? new Picture(Transparency.flattened(pixels, background)) : shared();
  }

  /// The picture with a channel for its opacity.
  public Picture withAlpha() {
    return hasAlpha() ? shared() : new Picture(Transparency.added(pixels));
  }

  /// Scaled to exactly this size.
  public Picture scaledTo(int width, int height) {
    if (width == width() && height == height()) {
      return shared();
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

  /// The same pixels. OpenCV counts the users of their memory and frees it with the last one.
  public Picture shared() {
    return new Picture(new Mat(pixels));
  }

  /// A part of the picture.
  public Picture cut(int x, int y, int width, int height) {
    try (Rect area = new Rect(x, y, width, height)) {
      return new Picture(new Mat(pixels, area));
    }
  }

  /// Turned clockwise, `quarters` times by 90 degrees: 1 to 3.
  public Picture turned(int quarters) {
    return new Picture(Upright.turned(pixels, quarters));
  }

  public Picture mirrored(Axis axis) {
    return new Picture(Upright.mirrored(pixels, axis));
  }

  public Picture filtered(Filter filter) {
    return new Picture(filter.applied(pixels));
  }

  /// With parts that nobody can recognise. What of them is outside of the picture is left out.
  public Picture hidden(List<Area> parts, Hiding how) {
    Mat result = pixels.clone();
    for (Area part : parts) {
      int left = Math.clamp(part.left(), 0, width() - 1);
      int top = Math.clamp(part.top(), 0, height() - 1);
      int right = Math.clamp(part.right(), left + 1, width());
      int bottom = Math.clamp(part.bottom(), top + 1, height());
      try (Rect area = new Rect(left, top, right - left, bottom - top);
          Mat there = new Mat(result, area)) {
        how.apply(there);
      }
    }
    return new Picture(result);
  }

  /// With `mark` on it, whose top left corner is at this place and which lies within the picture.
  ///
  /// @param opacity how much of the mark is seen, from 0 to 1, where it is opaque itself
  public Picture marked(Picture mark, int x, int y, double opacity) {
    Mat result = pixels.clone();
    try (Rect area = new Rect(x, y, mark.width(), mark.height());
        Mat there = new Mat(result, area)) {
      Transparency.cover(there, mark.pixels, opacity);
    }
    return new Picture(result);
  }

  @Override
  public void close() {
    pixels.close();
  }

  private Picture centre(Layout layout) {
    int width = Math.min(layout.canvasWidth(), width());
    int height = Math.min(layout.canvasHeight(), height());
    return cut((width() - width) / 2, (height() - height) / 2, width, height);
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
      copyMakeBorder(pixels, framed, top, bottom, left, right, ALONE, colour);
    }
    return new Picture(framed);
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
