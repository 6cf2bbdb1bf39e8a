package dev.offload.image.pixels;

import static dev.offload.image.TestPictures.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/// An animated WebP as libwebp plays it.
///
/// @param frames what is seen, one after the other
/// @param plays how often; 0: for ever
public record Played(List<BufferedImage> frames, List<Integer> milliseconds, int plays) {

  public static Played of(byte[] webp) {
    OpenCv.load();
    try (opencv_imgcodecs.Animation animation = new opencv_imgcodecs.Animation();
        BytePointer bytes = new BytePointer(webp);
        Mat buffer = new Mat(1, webp.length, CV_8UC1, bytes)) {
      assertThat(opencv_imgcodecs.imdecodeanimation(buffer, animation)).isTrue();
      List<BufferedImage> frames = new ArrayList<>();
      MatVector decoded = animation.frames();
      for (long i = 0; i < decoded.size(); i++) {
        try (Picture frame = new Picture(new Mat(decoded.get(i)))) {
          frames.add(read(Encoded.bytes(frame, OutputFormat.PNG, 100)));
        }
      }
      IntPointer durations = animation.durations();
      int[] milliseconds = new int[frames.size()];
      durations.get(milliseconds);
      return new Played(
          frames, Arrays.stream(milliseconds).boxed().toList(), animation.loop_count());
    }
  }
}
