package dev.offload.image.faces;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/// The tiny face detector of face-api. It is quick, and misses faces that are turned away.
final class TinyDetector implements Detector {
  /// The most copies. A copy is small, and the computing takes most of the time.
  private static final int MOST_COPIES = 64;

  private final FaceConfig config;
  private final Network network = new Network("tiny_face_detector.onnx", MOST_COPIES);

  TinyDetector(FaceConfig config) {
    if (config.inputSide() % FaceGrid.CELL != 0) {
      throw new IllegalArgumentException(
          "offload.image.faces.input-side must be a multiple of %d, was %d"
              .formatted(FaceGrid.CELL, config.inputSide()));
    }
    this.config = config;
  }

  @Override
  public int side() {
    return config.inputSide();
  }

  @Override
  public List<Candidate> faces(Mat square, double minScore) {
    return new FaceGrid(network.ask(square), side() / FaceGrid.CELL)
        .candidates(minScore, config.maxOverlap());
  }

  @Override
  public void close() {
    network.close();
  }
}
