package dev.offload.image.faces;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_ISOLATED;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;

import dev.offload.image.pixels.Cancellation;
import dev.offload.image.pixels.Colour;
import dev.offload.image.pixels.Layout;
import dev.offload.image.pixels.Picture;
import dev.offload.image.pixels.Sampling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/// Finds faces in pictures with the tiny face detector of face-api. It looks at the whole picture,
/// and at parts of a large one, where smaller faces are. Many threads may use it.
public final class FaceFinder implements AutoCloseable {
  /// Keeps the result below the largest size of a task's result. A crowd has fewer faces.
  private static final int MOST_FACES = 500;

  /// A box in another one, by this share of its area, is the same face, or a part of it.
  private static final double NESTED = 0.7;

  /// A copy is small, and looking takes most of the time.
  private static final int MOST_COPIES = 64;

  /// The pixels may be a part of a larger picture, of which nothing is to be seen.
  private static final int ALONE = BORDER_CONSTANT | BORDER_ISOLATED;

  private final FaceConfig config;
  private final Network network = new Network("tiny_face_detector.onnx", MOST_COPIES);

  public FaceFinder(FaceConfig config) {
    if (config.inputSide() % FaceGrid.CELL != 0) {
      throw new IllegalArgumentException(
          "offload.image.faces.input-side must be a multiple of %d, was %d"
              .formatted(FaceGrid.CELL, config.inputSide()));
    }
    this.config = config;
  }

  /// What the search needs to see of a picture of this size.
  public Sampling sampling(int width, int height) {
    int finest = views(width, height).getLast().side();
    int whole = Math.max(width, height);
    // The network has been trained with enlarged faces, too: it needs no spare pixels in parts.
    double factor =
        Math.max(config.inputSide() / (double) whole, config.inputSide() / 2.0 / finest);
    return new Sampling(width, height, Layout.unchanged(side(width, factor), side(height, factor)));
  }

  /// The faces in `picture`, the surest first, in pixels of the same picture at `width` ×
  /// `height`.
  ///
  /// @param cancellation asked before each part of the picture
  public List<Face> find(Picture picture, int width, int height, Cancellation cancellation) {
    List<Candidate> found = new ArrayList<>();
    try (Picture opaque = picture.flattenedOn(Colour.WHITE)) {
      for (View view : views(width, height)) {
        cancellation.check();
        for (Candidate face : look(opaque, view, opaque.width() / (double) width)) {
          if (!view.cuts(face, width, height)) {
            found.add(face);
          }
        }
      }
    }
    found.sort(Comparator.comparingDouble(Candidate::score).reversed());
    List<Candidate> kept = new ArrayList<>();
    for (Candidate face : found) {
      if (kept.size() < MOST_FACES && kept.stream().noneMatch(surer -> isSame(surer, face))) {
        kept.add(face);
      }
    }
    return kept.stream().map(face -> face.toFace(width, height)).toList();
  }

  @Override
  public void close() {
    network.close();
  }

  private List<View> views(int width, int height) {
    return View.of(width, height, config.smallest());
  }

  private boolean isSame(Candidate surer, Candidate face) {
    return surer.overlap(face) > config.maxOverlap() || surer.nesting(face) > NESTED;
  }

  /// The faces in a part of the picture, in pixels of the picture in full size.
  private List<Candidate> look(Picture picture, View view, double scale) {
    int input = config.inputSide();
    int x = side(view.x(), scale, picture.width() - 1);
    int y = side(view.y(), scale, picture.height() - 1);
    int width = Math.clamp(Math.round(view.side() * scale), 1, picture.width() - x);
    int height = Math.clamp(Math.round(view.side() * scale), 1, picture.height() - y);
    double factor = input / (view.side() * scale);
    try (Picture part = picture.cut(x, y, width, height);
        Picture small =
            part.scaledTo(
                Math.min(input, side(width, factor)), Math.min(input, side(height, factor)));
        Mat pixels = input(small)) {
      double enlarged = view.side() / (double) input;
      return new FaceGrid(network.ask(pixels), input / FaceGrid.CELL)
          .candidates(config.minScore(), config.maxOverlap()).stream()
              .map(candidate -> candidate.placed(view, enlarged))
              .toList();
    }
  }

  /// Puts the picture into the top left of a black square, as in the network's training.
  private Mat input(Picture small) {
    int side = config.inputSide();
    try (Mat square = new Mat();
        Scalar black = new Scalar(0);
        Size asItIs = new Size()) {
      copyMakeBorder(
          small.pixels(), square, 0, side - small.height(), 0, side - small.width(), ALONE, black);
      return blobFromImage(square, 1, asItIs, black, true, false, CV_32F);
    }
  }

  private static int side(int length, double factor, int most) {
    return Math.clamp(Math.round(length * factor), 0, most);
  }

  private static int side(int length, double factor) {
    return (int) Math.max(1, Math.round(length * factor));
  }
}
