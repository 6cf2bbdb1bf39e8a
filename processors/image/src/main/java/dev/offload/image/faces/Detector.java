package dev.offload.image.faces;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/// A network that finds faces in a square.
interface Detector extends AutoCloseable {
  /// The side of the square in pixels.
  int side();

  /// The faces in a square, in its pixels, each once, in descending order of score.
  ///
  /// @param square its red, green and blue from 0 to 255
  /// @param minScore faces with a lower score are left out
  List<Candidate> faces(Mat square, double minScore);

  @Override
  void close();
}
