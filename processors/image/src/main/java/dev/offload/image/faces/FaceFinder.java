package dev.offload.image.faces;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_ISOLATED;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;

import dev.offload.image.header.UnfitPicture;
import dev.offload.image.pixels.Cancellation;
import dev.offload.image.pixels.Colour;
import dev.offload.image.pixels.Layout;
import dev.offload.image.pixels.Picture;
import dev.offload.image.pixels.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/// Finds faces in pictures. A quick network looks at the whole picture and, to find smaller
/// faces, at parts of a large one. A thorough network also looks at the whole picture and adds
/// faces that the quick one was not sure of. Many threads may use it.
public final class FaceFinder implements AutoCloseable {
  /// Each face is compared with all others. A crowd in 100 megapixels has fewer, if they are
  /// as small as the smallest that are searched for.
  static final int MOST_FACES = 5_000;

  /// A box that lies inside another one with this share of its area is the same face or a part
  /// of it.
  private static final double NESTED = 0.7;

  /// The thorough network takes the face of a cat for a human one. So its faces count only if
  /// the quick network gives them at least this score, which cats do not reach.
  private static final double HUNCH = 0.1;

  /// Boxes of the two networks that have this share of their area in common are the same face.
  private static final double NEAR = 0.3;

  /// How a part of a larger picture is scaled: without its surroundings.
  private static final int ALONE = BORDER_CONSTANT | BORDER_ISOLATED;

  private final FaceConfig config;
  private final Detector quick;
  private final Optional<Detector> thorough;

  /// @param copies how many copies there may be of a large network
  public FaceFinder(FaceConfig config, int copies) {
    this.config = config;
    this.quick = new TinyDetector(config);
    this.thorough =
        config.thorough() ? Optional.of(new SsdDetector(config, copies)) : Optional.empty();
  }

  /// How many pixels of a picture of this size the search needs.
  public Sampling sampling(int width, int height) {
    int finest = views(width, height).getLast().side();
    int whole = Math.max(width, height);
    // The network has been trained with enlarged faces, too: it needs no spare pixels in parts.
    double factor =
        Math.max(config.inputSide() / (double) whole, config.inputSide() / 2.0 / finest);
    return new Sampling(width, height, Layout.unchanged(side(width, factor), side(height, factor)));
  }

  /// The faces in `picture`, in descending order of score, in pixels of the same picture at
  /// `width` × `height`.
  ///
  /// @param cancellation asked before each part of the picture
  /// @throws UnfitPicture if there are more than can be told apart
  public List<Face> find(Picture picture, int width, int height, Cancellation cancellation)
      throws UnfitPicture {
    // Where both networks see a face, its box is that of the quick one.
    List<Candidate> kept = new ArrayList<>(eachOnce(seen(picture, width, height, cancellation)));
    kept.sort(Candidate.SUREST_FIRST);
    return kept.stream().map(face -> face.toFace(width, height)).toList();
  }

  /// Each face once, by the first that was seen of it.
  List<Candidate> eachOnce(List<Candidate> seen) throws UnfitPicture {
    List<Candidate> kept = new ArrayList<>();
    for (Candidate face : seen) {
      if (kept.stream().noneMatch(other -> isSame(other, face))) {
        kept.add(face);
      }
      if (kept.size() > MOST_FACES) {
        throw UnfitPicture.tooLarge(
            "the picture has more than %,d faces. Send parts of it".formatted(MOST_FACES));
      }
    }
    return kept;
  }

  /// How many parts of a picture of this size are looked at.
  public int looks(int width, int height) {
    return views(width, height).size();
  }

  /// Whether a second network looks at the whole.
  public boolean isThorough() {
    return thorough.isPresent();
  }

  /// The candidates of the quick network, in descending order of score, and then those of the
  /// thorough one.
  private List<Candidate> seen(Picture picture, int width, int height, Cancellation cancellation) {
    List<Candidate> seen = new ArrayList<>();
    try (Picture opaque = picture.flattenedOn(Colour.WHITE)) {
      double scale = opaque.width() / (double) width;
      List<View> views = views(width, height);
      cancellation.check();
      List<Candidate> hunches = look(quick, opaque, views.getFirst(), scale, leastHunch());
      hunches.stream().filter(face -> face.score() >= config.minScore()).forEach(seen::add);
      for (View view : views.subList(1, views.size())) {
        cancellation.check();
        look(quick, opaque, view, scale, config.minScore()).stream()
            .filter(face -> !view.cuts(face, width, height))
            .forEach(seen::add);
      }
      seen.sort(Candidate.SUREST_FIRST);
      if (thorough.isPresent()) {
        cancellation.check();
        look(thorough.get(), opaque, views.getFirst(), scale, config.minScore()).stream()
            .filter(face -> hunches.stream().anyMatch(hunch -> isNear(hunch, face)))
            .forEach(seen::add);
      }
    }
    return seen;
  }

  private double leastHunch() {
    return Math.min(HUNCH, config.minScore());
  }

  private static boolean isNear(Candidate hunch, Candidate face) {
    return hunch.overlap(face) > NEAR;
  }

  @Override
  public void close() {
    quick.close();
    thorough.ifPresent(Detector::close);
  }

  private List<View> views(int width, int height) {
    return View.of(width, height, config.smallest());
  }

  private boolean isSame(Candidate other, Candidate face) {
    return other.overlap(face) > config.maxOverlap() || other.nesting(face) > NESTED;
  }

  /// The faces in a part of the picture, in pixels of the picture in full size.
  private static List<Candidate> look(
      Detector detector, Picture picture, View view, double scale, double minScore) {
    int input = detector.side();
    int x = side(view.x(), scale, picture.width() - 1);
    int y = side(view.y(), scale, picture.height() - 1);
    int width = Math.clamp(Math.round(view.side() * scale), 1, picture.width() - x);
    int height = Math.clamp(Math.round(view.side() * scale), 1, picture.height() - y);
    double factor = input / (view.side() * scale);
    try (Picture part = picture.cut(x, y, width, height);
        Picture small =
            part.scaledTo(
                Math.min(input, side(width, factor)), Math.min(input, side(height, factor)));
        Mat square = square(small, input)) {
      double enlarged = view.side() / (double) input;
      return detector.faces(square, minScore).stream()
          .map(candidate -> candidate.placed(view, enlarged))
          .toList();
    }
  }

  /// Puts the picture into the top left of a black square, as in the networks' training.
  private static Mat square(Picture small, int side) {
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
