package dev.offload.image.faces;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/// The SSD face detector of face-api: MobileNet v1 with single shot detection. It takes several
/// times as long as the tiny one, and finds faces in profile, too.
final class SsdDetector implements Detector {
  private static final int SIDE = 512;

  /// How many numbers a box has: top, left, bottom and right as shares of the side, and the
  /// score.
  private static final int NUMBERS_PER_BOX = 5;

  private final FaceConfig config;
  private final Network network;

  /// @param copies how many networks there may be: each takes about 70 MB
  SsdDetector(FaceConfig config, int copies) {
    this.config = config;
    this.network = new Network("ssd_face_detector.onnx.gz", copies);
  }

  @Override
  public int side() {
    return SIDE;
  }

  @Override
  public List<Candidate> faces(Mat square, double minScore) {
    float[] answer = network.ask(square);
    List<Candidate> sure = new ArrayList<>();
    for (int box = 0; box < answer.length; box += NUMBERS_PER_BOX) {
      double score = answer[box + 4];
      if (score >= minScore) {
        sure.add(
            new Candidate(
                answer[box + 1] * SIDE,
                answer[box] * SIDE,
                answer[box + 3] * SIDE,
                answer[box + 2] * SIDE,
                score));
      }
    }
    return Candidate.eachOnce(sure, config.maxOverlap());
  }

  @Override
  public void close() {
    network.close();
  }
}
