package dev.offload.image.pixels;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMAGE_METADATA_EXIF;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMAGE_METADATA_ICCP;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_OPTIMIZE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_ALL_FILTERS;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_COMPRESSION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_FILTER;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_STRATEGY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_STRATEGY_DEFAULT;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwriteWithMetadata;

import dev.offload.image.header.UnfitPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/// Writes a [Picture] to a file that has nothing but its pixels, and the EXIF data and the
/// colour profile that are to be kept: no comment, no time. The bytes never go through the
/// heap, which they could fill.
public final class Encoder {
  private static final int PNG_COMPRESSION = 6;
  private static final int LOWEST_QUALITY = 1;

  private Encoder() {}

  /// Writes the picture, with the best quality up to that of `encoding` whose file is small
  /// enough.
  ///
  /// @param file must have the format's extension; it is replaced if it exists
  /// @param cancellation asked before each quality
  /// @throws UnfitPicture if no quality makes the file small enough
  public static void write(Picture picture, Encoding encoding, Path file, Cancellation cancellation)
      throws IOException, UnfitPicture {
    cancellation.check();
    encode(picture, encoding, file);
    if (encoding.maxBytes().isPresent()) {
      shrink(picture, encoding, file, cancellation);
    }
  }

  private static void shrink(
      Picture picture, Encoding encoding, Path file, Cancellation cancellation)
      throws IOException, UnfitPicture {
    long most = encoding.maxBytes().getAsLong();
    if (Files.size(file) <= most) {
      return;
    }
    int fits = LOWEST_QUALITY - 1;
    int tooLarge = encoding.format().lossy() ? encoding.quality() : LOWEST_QUALITY;
    int written = encoding.quality();
    while (tooLarge - fits > 1) {
      cancellation.check();
      int between = (fits + tooLarge) >>> 1;
      encode(picture, encoding.withQuality(between), file);
      written = between;
      if (Files.size(file) <= most) {
        fits = between;
      } else {
        tooLarge = between;
      }
    }
    if (fits < LOWEST_QUALITY) {
      throw UnfitPicture.tooLarge(
          "its %s has %,d bytes%s, at most %,d are allowed; ask for a smaller picture"
              .formatted(
                  encoding.format().label(),
                  Files.size(file),
                  encoding.format().lossy() ? " at the lowest quality" : " and is lossless",
                  most));
    }
    if (written != fits) {
      cancellation.check();
      encode(picture, encoding.withQuality(fits), file);
    }
  }

  private static void encode(Picture picture, Encoding encoding, Path file)
      throws IOException, UnfitPicture {
    OutputFormat format = encoding.format();
    if (!file.toString().endsWith("." + format.extension())) {
      throw new IllegalArgumentException(
          "the file of a %s must end in .%s, was %s"
              .formatted(format.label(), format.extension(), file.getFileName()));
    }
    try (IntPointer settings = new IntPointer(settings(encoding))) {
      if (!written(picture, encoding, file, settings)) {
        if (encoding.profile().isPresent()) {
          throw UnfitPicture.unsupported(
              "its colour profile can't be written into a %s; have it converted to sRGB"
                  .formatted(format.label()));
        }
        throw new IOException(
            "%d × %d pixels could not be written as %s"
                .formatted(picture.width(), picture.height(), format.label()));
      }
    }
  }

  private static boolean written(
      Picture picture, Encoding encoding, Path file, IntPointer settings) {
    if (encoding.exif().isEmpty() && encoding.profile().isEmpty()) {
      return imwrite(file.toString(), picture.pixels(), settings);
    }
    try (Mat exif = inNativeMemory(encoding.exif());
        Mat profile = inNativeMemory(encoding.profile());
        MatVector metadata = new MatVector(exif, profile);
        IntPointer kinds = new IntPointer(new int[] {IMAGE_METADATA_EXIF, IMAGE_METADATA_ICCP});
        BytePointer name = new BytePointer(file.toString())) {
      return imwriteWithMetadata(name, picture.pixels(), kinds, metadata, settings);
    }
  }

  /// The encoder writes nothing of what is empty.
  private static Mat inNativeMemory(Optional<byte[]> metadata) {
    if (metadata.isEmpty()) {
      return new Mat();
    }
    byte[] bytes = metadata.get();
    Mat copy = new Mat(1, bytes.length, CV_8UC1);
    try (BytePointer begin = copy.ptr(0)) {
      begin.put(bytes, 0, bytes.length);
    }
    return copy;
  }

  /// Pairs of settings and values.
  private static int[] settings(Encoding encoding) {
    return switch (encoding.format()) {
      case JPEG ->
          new int[] {
            IMWRITE_JPEG_QUALITY,
            encoding.quality(),
            IMWRITE_JPEG_OPTIMIZE,
            1,
            IMWRITE_JPEG_PROGRESSIVE,
            encoding.progressive() ? 1 : 0
          };
      case PNG ->
          new int[] {
            IMWRITE_PNG_COMPRESSION, PNG_COMPRESSION,
            IMWRITE_PNG_STRATEGY, IMWRITE_PNG_STRATEGY_DEFAULT,
            IMWRITE_PNG_FILTER, IMWRITE_PNG_ALL_FILTERS
          };
      case WEBP -> new int[] {IMWRITE_WEBP_QUALITY, encoding.quality()};
    };
  }
}
