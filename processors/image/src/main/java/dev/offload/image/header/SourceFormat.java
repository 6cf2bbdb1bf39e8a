package dev.offload.image.header;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// A picture format that can be read.
public enum SourceFormat {
  JPEG(65_500),
  PNG(1_000_000),
  WEBP(Limits.OPENCV),
  GIF(Limits.OPENCV),
  TIFF(Limits.OPENCV),
  BMP(Limits.OPENCV);

  private final int maxSide;

  SourceFormat(int maxSide) {
    this.maxSide = maxSide;
  }

  /// The largest width or height that the decoder takes: libjpeg, libpng, or OpenCV itself.
  public int maxSide() {
    return maxSide;
  }

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static final class Limits {
    private static final int OPENCV = 1 << 20;
  }
}
