package dev.offload.image.operations;

import dev.offload.image.pixels.Picture;

/// An [Operation], decided for a picture of known shape.
public sealed interface Move permits Cut, Filtering, Flattening, Marking, Mirroring, Scaling, Turn {

  /// The picture that it makes.
  Shape after();

  /// How many bytes it takes beside the picture that it begins with.
  long memory();

  /// The picture that it makes of `picture`, which stays open.
  Picture applied(Picture picture);

  /// Whether it may come before a picture is scaled down without being seen there. If so, the
  /// picture may be decoded smaller.
  boolean keepsToScale();
}
