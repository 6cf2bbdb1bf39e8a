package dev.offload.image.operations;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a crop keeps in the middle.
public enum Around {
  /// The centre of the picture.
  @JsonProperty("centre")
  CENTRE,
  /// All faces together; the centre of the picture if it has none.
  @JsonProperty("faces")
  FACES
}
