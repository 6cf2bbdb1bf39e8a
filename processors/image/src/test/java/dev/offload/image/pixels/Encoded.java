package dev.offload.image.pixels;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import dev.offload.image.TestPictures;
import dev.offload.image.header.UnfitPicture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/// The bytes that the [Encoder] wrote.
public final class Encoded {
  private Encoded() {}

  public static byte[] bytes(Picture picture, OutputFormat format, int quality) {
    return bytes(picture, Encoding.of(format, quality));
  }

  public static byte[] bytes(Picture picture, Encoding encoding) {
    try {
      Path file = Files.createTempFile("encoded", "." + encoding.format().extension());
      try {
        Encoder.write(picture, encoding, file, Cancellation.NEVER);
        return Files.readAllBytes(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnfitPicture e) {
      throw new AssertionError(e);
    }
  }

  /// The JDK writes no WebP.
  ///
  /// @param quality lossless if above 100
  public static byte[] webp(BufferedImage image, int quality) {
    OpenCv.load();
    try (BytePointer source = new BytePointer(TestPictures.png(image));
        Mat buffer = new Mat(source);
        Picture picture = new Picture(imdecode(buffer, IMREAD_COLOR))) {
      return bytes(picture, OutputFormat.WEBP, quality);
    }
  }
}
