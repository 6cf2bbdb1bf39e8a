package dev.offload.image.pixels;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_OPTIMIZE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_ALL_FILTERS;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_COMPRESSION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_FILTER;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_STRATEGY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_STRATEGY_DEFAULT;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.IntPointer;

/// Writes a [Picture] to a file that has nothing but its pixels: no EXIF, no colour profile,
/// no comment, no time. The bytes never go through the heap, which they could fill.
public final class Encoder {
  private static final int PNG_COMPRESSION = 6;

  private Encoder() {}

  /// @param quality 1 (smallest file) to 100 (best picture); PNG is lossless and ignores it
  /// @param file must have the format's extension; it is replaced if it exists
  public static void write(Picture picture, OutputFormat format, int quality, Path file)
      throws IOException {
    if (!file.toString().endsWith("." + format.extension())) {
      throw new IllegalArgumentException(
          "the file of a %s must end in .%s, was %s"
              .formatted(format.label(), format.extension(), file.getFileName()));
    }
    try (IntPointer settings = new IntPointer(settings(format, quality))) {
      if (!imwrite(file.toString(), picture.pixels(), settings)) {
        throw new IOException(
            "%d × %d pixels could not be written as %s"
                .formatted(picture.width(), picture.height(), format.label()));
      }
    }
  }

  /// Pairs of settings and values.
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
