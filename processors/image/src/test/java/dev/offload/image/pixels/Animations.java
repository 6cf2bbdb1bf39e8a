package dev.offload.image.pixels;

import static dev.offload.image.TestPictures.png;
import static dev.offload.image.TestPictures.quarters;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/// Animated pictures: first the quarters, then a black frame.
final class Animations {
  private Animations() {}

  /// @param kind `.gif`, `.png` or `.webp`
  static byte[] of(String kind) {
    OpenCv.load();
    try (opencv_imgcodecs.Animation animation = new opencv_imgcodecs.Animation();
        MatVector frames = new MatVector();
        IntPointer durations = new IntPointer(100, 100);
        BytePointer file = new BytePointer()) {
      frames.push_back(frame(quarters(96, 64)));
      frames.push_back(frame(new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB)));
      animation.frames(frames);
      animation.durations(durations);
      assertThat(opencv_imgcodecs.imencodeanimation(kind, animation, file)).isTrue();
      byte[] bytes = new byte[(int) file.limit()];
      file.get(bytes);
      return bytes;
    }
  }

  private static Mat frame(BufferedImage image) {
    try (BytePointer source = new BytePointer(png(image));
        Mat buffer = new Mat(source)) {
      return opencv_imgcodecs.imdecode(buffer, opencv_imgcodecs.IMREAD_COLOR);
    }
  }
}
