package dev.offload.image.header;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// A picture format that can be read.
public enum SourceFormat {
  JPEG,
  PNG,
  WEBP,
  GIF,
  TIFF,
  BMP;

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
