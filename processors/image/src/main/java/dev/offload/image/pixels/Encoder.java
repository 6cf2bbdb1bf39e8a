package dev.offload.image.pixels;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_OPTIMIZE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_ALL_FILTERS;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_COMPRESSION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_FILTER;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_STRATEGY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_STRATEGY_DEFAULT;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/// Turns a [Picture] into the bytes of a file that holds its pixels and nothing else: no EXIF, no
/// colour profile, no comment, no time.
public final class Encoder {
  private static final int PNG_COMPRESSION = 6;

  private Encoder() {}

  /// @param quality 1 (smallest file) to 100 (best picture); PNG is lossless and takes no notice
  public static byte[] encode(Picture picture, OutputFormat format, int quality) {
    try (BytePointer file = new BytePointer();
        IntPointer settings = new IntPointer(settings(format, quality))) {
      if (!imencode("." + format.extension(), picture.pixels(), file, settings)) {
        throw new IllegalStateException(
            "%d × %d pixels can't be written as %s"
                .formatted(picture.width(), picture.height(), format.label()));
      }
      byte[] bytes = new byte[Math.toIntExact(file.limit())];
      file.get(bytes);
      return bytes;
    }
  }

  /// Pairs of setting and value.
  private static int[] settings(OutputFormat format, int quality) {
    return switch (format) {
      case JPEG -> new int[] {IMWRITE_JPEG_QUALITY, quality, IMWRITE_JPEG_OPTIMIZE, 1};
      case PNG ->
          new int[] {
            IMWRITE_PNG_COMPRESSION, PNG_COMPRESSION,
            IMWRITE_PNG_STRATEGY, IMWRITE_PNG_STRATEGY_DEFAULT,
            IMWRITE_PNG_FILTER, IMWRITE_PNG_ALL_FILTERS
          };
      case WEBP -> new int[] {IMWRITE_WEBP_QUALITY, quality};
    };
  }
}
