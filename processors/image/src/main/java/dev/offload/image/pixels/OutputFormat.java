package dev.offload.image.pixels;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.offload.image.header.SourceFormat;
import java.util.Locale;

/// A picture format that can be written.
public enum OutputFormat {
  JPEG("image/jpeg", "jpg", false, 65_500),
  PNG("image/png", "png", true, 1_000_000),
  WEBP("image/webp", "webp", true, 16_383);

  private final String contentType;
  private final String extension;
  private final boolean transparent;
  private final int maxSide;

  OutputFormat(String contentType, String extension, boolean transparent, int maxSide) {
    this.contentType = contentType;
    this.extension = extension;
    this.transparent = transparent;
    this.maxSide = maxSide;
  }

  /// The format for a picture of the format `source`, if the task names none.
  public static OutputFormat like(SourceFormat source) {
    return switch (source) {
      case JPEG -> JPEG;
      case PNG, GIF, TIFF, BMP -> PNG;
      case WEBP -> WEBP;
    };
  }

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String contentType() {
    return contentType;
  }

  /// The usual extension of a file's name, without the dot.
  public String extension() {
    return extension;
  }

  /// Whether pixels may be transparent.
  public boolean transparent() {
    return transparent;
  }

  /// Whether a lower quality makes the file smaller.
  public boolean lossy() {
    return this != PNG;
  }

  /// The largest width or height that the format can have.
  public int maxSide() {
    return maxSide;
  }
}
