package dev.offload.image.pixels;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a picture is brought to a width and a height that do not have its proportions. The names
/// are those of CSS `object-fit` as the sharp library extended them. Cut and filled is around the
/// centre.
public enum Fit {
  /// Fills the whole area and keeps the proportions: what sticks out is cut off.
  @JsonProperty("cover")
  COVER,
  /// Lies whole within the area and keeps the proportions: what stays free is filled with the
  /// background, so that the result has exactly the area's size.
  @JsonProperty("contain")
  CONTAIN,
  /// Stretched to exactly the area's size.
  @JsonProperty("fill")
  FILL,
  /// As large as possible within the area, proportions kept: one side may be shorter.
  @JsonProperty("inside")
  INSIDE,
  /// As small as possible around the area, proportions kept: one side may be longer.
  @JsonProperty("outside")
  OUTSIDE
}
