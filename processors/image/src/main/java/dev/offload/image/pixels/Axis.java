package dev.offload.image.pixels;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Along what a picture is mirrored.
public enum Axis {
  /// Left and right are swapped.
  @JsonProperty("horizontal")
  HORIZONTAL,
  /// Top and bottom are swapped.
  @JsonProperty("vertical")
  VERTICAL
}
