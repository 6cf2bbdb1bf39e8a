package dev.offload.image.header;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// A kind of picture file that is read here.
public enum SourceFormat {
  JPEG,
  PNG,
  WEBP,
  GIF;

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
