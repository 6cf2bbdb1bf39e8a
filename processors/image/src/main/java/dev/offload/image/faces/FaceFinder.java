package dev.offload.image.faces;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;
import static org.bytedeco.opencv.global.opencv_dnn.readNetFromONNX;

import dev.offload.image.pixels.Colour;
import dev.offload.image.pixels.Layout;
import dev.offload.image.pixels.OpenCv;
import dev.offload.image.pixels.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_dnn.Net;

/// Finds faces in pictures with the tiny face detector of face-api. Many threads may use it:
/// each takes an idle network, or loads another one.
public final class FaceFinder implements AutoCloseable {
  private static final String NETWORK = "tiny_face_detector.onnx";

  /// Keeps the result below the largest size of a task's result. A crowd has fewer faces.
  private static final int MOST_FACES = 500;

  private final FaceConfig config;
  private final ConcurrentLinkedQueue<Net> idle = new ConcurrentLinkedQueue<>();

  public FaceFinder(FaceConfig config) {
    if (config.inputSide() % FaceGrid.CELL != 0) {
      throw new IllegalArgumentException(
          "offload.image.faces.input-side must be a multiple of %d, was %d"
              .formatted(FaceGrid.CELL, config.inputSide()));
    }
    this.config = config;
  }

  /// The layout to which a picture of this size is scaled for the search.
  public Layout layout(int width, int height) {
    double factor = config.inputSide() / (double) Math.max(width, height);
    return Layout.unchanged(side(width, factor), side(height, factor));
  }

  /// The faces in `picture`, the surest first, in pixels of the same picture at `width` ×
  /// `height`.
  public List<Face> find(Picture picture, int width, int height) {
    float[] answer = ask(picture, layout(width, height));
    double factor = Math.max(width, height) / (double) config.inputSide();
    return new FaceGrid(answer, config.inputSide() / FaceGrid.CELL)
        .candidates(config.minScore(), config.maxOverlap()).stream()
            .limit(MOST_FACES)
            .map(candidate -> candidate.toFace(factor, width, height))
            .toList();
  }

  @Override
  public void close() {
    for (Net net = idle.poll(); net != null; net = idle.poll()) {
      net.close();
    }
  }

  private float[] ask(Picture picture, Layout layout) {
    Net net = idle.poll();
    if (net == null) {
      net = load();
    }
    try (Picture opaque = picture.flattenedOn(Colour.WHITE);
        Picture small = opaque.scaledTo(layout.scaledWidth(), layout.scaledHeight());
        Mat input = input(small)) {
      net.setInput(input);
      try (Mat output = net.forward();
          FloatPointer numbers = new FloatPointer(output.data())) {
        float[] answer = new float[Math.toIntExact(output.total())];
        numbers.get(answer);
        return answer;
      }
    } finally {
      idle.add(net);
    }
  }

  /// Puts the picture into the top left of a black square, as in the network's training.
  private Mat input(Picture small) {
    int side = config.inputSide();
    try (Mat square = new Mat();
        Scalar black = new Scalar(0);
        Size asItIs = new Size()) {
      copyMakeBorder(
          small.pixels(),
          square,
          0,
          side - small.height(),
          0,
          side - small.width(),
          BORDER_CONSTANT,
          black);
      return blobFromImage(square, 1, asItIs, black, true, false, CV_32F);
    }
  }

  private Net load() {
    OpenCv.load();
    byte[] network = network();
    try (BytePointer bytes = new BytePointer(network)) {
      return readNetFromONNX(bytes, network.length);
    }
  }

  private static byte[] network() {
    try (InputStream in = FaceFinder.class.getResourceAsStream(NETWORK)) {
      if (in == null) {
        throw new IllegalStateException(
            "no resource %s beside %s".formatted(NETWORK, FaceFinder.class));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the face detector can't be read", e);
    }
  }

  private static int side(int length, double factor) {
    return (int) Math.max(1, Math.round(length * factor));
  }
}
