package dev.offload.image.faces;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import dev.offload.image.pixels.Cancellation;
import dev.offload.image.pixels.Colour;
import dev.offload.image.pixels.Picture;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/// Computes the landmarks and the descriptors of faces that were found. Many threads may use
/// it.
public final class FaceReader implements AutoCloseable {
  /// The most faces that are read, since reading takes time. The room in the result limits
  /// them as well.
  public static final int MOST_FACES = 100;

  private static final int LANDMARKS_SIDE = 112;
  private static final double ROUNDING = 100_000;

  private final Network landmarks;
  private final Network recognition;

  /// @param copies how many copies there may be of each network
  public FaceReader(int copies) {
    this.landmarks = new Network("face_landmarks.onnx", copies);
    this.recognition = new Network("face_recognition.onnx.gz", copies);
  }

  /// How much is read of each face.
  ///
  /// @param landmarks how many landmarks: 0, 5 or 68
  /// @param descriptor whether to compute the descriptor
  public record Wanted(int landmarks, boolean descriptor) {}

  /// All faces: the first ones with the wanted details, the others as they are.
  ///
  /// @param faces in pixels of the picture at the width `width`
  /// @param cancellation asked before each face
  public List<Face> read(
      Picture picture, int width, List<Face> faces, Wanted wanted, Cancellation cancellation) {
    double factor = width / (double) picture.width();
    List<Face> read = new ArrayList<>();
    try (Picture opaque = picture.flattenedOn(Colour.WHITE)) {
      for (Face face : faces) {
        cancellation.check();
        read.add(read.size() < MOST_FACES ? read(opaque.pixels(), factor, face, wanted) : face);
      }
    }
    return List.copyOf(read);
  }

  @Override
  public void close() {
    landmarks.close();
    recognition.close();
  }

  private Face read(Mat pixels, double factor, Face face, Wanted wanted) {
    Landmarks points = landmarks(pixels, face.box(), factor);
    List<Face.Point> told =
        switch (wanted.landmarks) {
          case 0 -> null;
          case 5 -> points.five(factor);
          default -> points.all(factor);
        };
    List<Double> descriptor = wanted.descriptor ? descriptor(pixels, points) : null;
    return new Face(face.box(), face.score(), told, descriptor, null);
  }

  private Landmarks landmarks(Mat pixels, Box box, double factor) {
    int left = Math.clamp(Math.round(box.x() / factor), 0, pixels.cols() - 1);
    int top = Math.clamp(Math.round(box.y() / factor), 0, pixels.rows() - 1);
    int width = Math.clamp(Math.round(box.width() / factor), 1, pixels.cols() - left);
    int height = Math.clamp(Math.round(box.height() / factor), 1, pixels.rows() - top);
    double shrink = LANDMARKS_SIDE / (double) Math.max(width, height);
    int columns = (int) Math.max(1, Math.round(width * shrink));
    int rows = (int) Math.max(1, Math.round(height * shrink));
    int before = (LANDMARKS_SIDE - columns) / 2;
    int above = (LANDMARKS_SIDE - rows) / 2;
    float[] shares;
    try (Rect area = new Rect(left, top, width, height);
        Mat face = new Mat(pixels, area);
        Mat small = new Mat();
        Mat square = new Mat();
        Scalar black = new Scalar(0);
        Size size = new Size(columns, rows);
        Size asItIs = new Size()) {
      resize(face, small, size, 0, 0, shrink < 1 ? INTER_AREA : INTER_LINEAR);
      copyMakeBorder(
          small,
          square,
          above,
          LANDMARKS_SIDE - rows - above,
          before,
          LANDMARKS_SIDE - columns - before,
          BORDER_CONSTANT,
          black);
      try (Mat input = blobFromImage(square, 1, asItIs, black, true, false, CV_32F)) {
        shares = landmarks.ask(input);
      }
    }
    double[] x = new double[Landmarks.COUNT];
    double[] y = new double[Landmarks.COUNT];
    for (int point = 0; point < Landmarks.COUNT; point++) {
      x[point] = left + (shares[2 * point] * LANDMARKS_SIDE - before) / shrink;
      y[point] = top + (shares[2 * point + 1] * LANDMARKS_SIDE - above) / shrink;
    }
    return new Landmarks(x, y);
  }

  private List<Double> descriptor(Mat pixels, Landmarks points) {
    try (Mat chip = Chip.of(points).cutFrom(pixels);
        Scalar nothing = new Scalar(0);
        Size asItIs = new Size();
        Mat input = blobFromImage(chip, 1, asItIs, nothing, true, false, CV_32F)) {
      List<Double> numbers = new ArrayList<>();
      for (float number : recognition.ask(input)) {
        numbers.add(Math.round(number * ROUNDING) / ROUNDING);
      }
      return List.copyOf(numbers);
    }
  }
}
