package dev.offload.image.pixels;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a picture is fitted to a width and a height with other proportions. The names are those
/// of CSS `object-fit`, as the sharp library extended them. The picture is centred.
public enum Fit {
  /// Fills the whole area and keeps the proportions. Whatever exceeds the area is cut off.
  @JsonProperty("cover")
  COVER,
  /// Fits the whole picture into the area and keeps the proportions. The rest is filled with
  /// the background, so that the result has exactly the area's size.
  @JsonProperty("contain")
  CONTAIN,
  /// Stretches the picture to exactly the area's size.
  @JsonProperty("fill")
  FILL,
  /// As large as possible within the area, with the same proportions. One side may be shorter.
  @JsonProperty("inside")
  INSIDE,
  /// As small as possible around the area, with the same proportions. One side may be longer.
  @JsonProperty("outside")
  OUTSIDE
}
