package dev.offload.image.pixels;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;

import dev.offload.image.header.Area;
import dev.offload.image.header.GifAnimation;
import dev.offload.image.header.GifAnimation.Frame;
import dev.offload.image.header.UnfitPicture;
import java.util.Iterator;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/// Draws the frames of a GIF onto its canvas, one after the other, each when it is asked for.
/// Where nothing was drawn, the canvas is transparent.
///
/// The library that decodes the frames can draw them, too. But it holds all of them at once,
/// refuses those that reach beyond the canvas, and paints over what is to become transparent.
public final class GifPlayer implements AutoCloseable {
  private static final int ALPHA = 3;

  private final Mat canvas;
  private final Iterator<Frame> frames;

  /// What the last frame has covered; empty if it is not to be restored.
  private Mat covered = new Mat();

  private Area place = new Area(0, 0, 0, 0);
  private Frame shown;

  public GifPlayer(GifAnimation animation) {
    OpenCv.load();
    try (Scalar nothing = Scalar.all(0)) {
      this.canvas = new Mat(animation.height(), animation.width(), CV_8UC4, nothing);
    }
    this.frames = animation.frames().iterator();
  }

  public boolean hasNext() {
    return frames.hasNext();
  }

  /// What is seen while the next frame is shown.
  public Picture next() throws UnfitPicture {
    dispose();
    shown = frames.next();
    place = visible(shown.place());
    if (place.width() > 0 && place.height() > 0) {
      draw();
    }
    return new Picture(canvas.clone());
  }

  /// How long the frame is shown that [#next()] has drawn.
  public int milliseconds() {
    return shown.milliseconds();
  }

  @Override
  public void close() {
    covered.close();
    canvas.close();
  }

  private Area visible(Area area) {
    return new Area(
        area.left(), area.top(), area.columnsIn(canvas.cols()), area.rowsIn(canvas.rows()));
  }

  private void dispose() {
    if (shown == null || place.width() == 0 || place.height() == 0) {
      return;
    }
    try (Rect area = rect(place);
        Mat there = canvas.apply(area)) {
      switch (shown.disposal()) {
        case KEEP -> {} // the next frame is drawn onto it
        case CLEAR -> {
          try (Scalar nothing = Scalar.all(0)) {
            there.put(nothing);
          }
        }
        case RESTORE -> covered.copyTo(there);
      }
    }
  }

  private void draw() throws UnfitPicture {
    try (Picture decoded = Decoder.decode(shown);
        Rect inFrame = new Rect(0, 0, place.width(), place.height());
        Mat seen = decoded.pixels().apply(inFrame);
        Rect area = rect(place);
        Mat there = canvas.apply(area)) {
      cover(there);
      if (decoded.hasAlpha()) {
        try (Mat opaque = new Mat()) {
          extractChannel(seen, opaque, ALPHA);
          seen.copyTo(there, opaque);
        }
      } else {
        try (Mat opaque = Transparency.added(seen)) {
          opaque.copyTo(there);
        }
      }
    }
  }

  private void cover(Mat there) {
    covered.close();
    covered =
        switch (shown.disposal()) {
          case KEEP, CLEAR -> new Mat();
          case RESTORE -> there.clone();
        };
  }

  private static Rect rect(Area area) {
    return new Rect(area.left(), area.top(), area.width(), area.height());
  }
}
