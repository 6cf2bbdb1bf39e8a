package dev.offload.image.pixels;

import java.util.Optional;
import java.util.OptionalLong;

/// How a picture is written.
///
/// @param quality 1 (smallest file) to 100 (best picture); PNG is lossless and ignores it
/// @param progressive whether a JPEG is shown coarse at first and then finer; others ignore it
/// @param maxBytes the largest file; to get there, the quality may be lower
/// @param exif EXIF data that the file gets
/// @param profile the ICC profile that the file gets
public record Encoding(
    OutputFormat format,
    int quality,
    boolean progressive,
    OptionalLong maxBytes,
    Optional<byte[]> exif,
    Optional<byte[]> profile) {

  /// Without EXIF data and a profile.
  public static Encoding bare(
      OutputFormat format, int quality, boolean progressive, OptionalLong maxBytes) {
    return new Encoding(format, quality, progressive, maxBytes, Optional.empty(), Optional.empty());
  }

  public static Encoding of(OutputFormat format, int quality) {
    return bare(format, quality, false, OptionalLong.empty());
  }

  Encoding withQuality(int other) {
    return new Encoding(format, other, progressive, maxBytes, exif, profile);
  }

  public Encoding with(Optional<byte[]> otherExif, Optional<byte[]> otherProfile) {
    return new Encoding(format, quality, progressive, maxBytes, otherExif, otherProfile);
  }
}
