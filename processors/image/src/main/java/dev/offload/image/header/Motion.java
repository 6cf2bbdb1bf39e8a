package dev.offload.image.header;

/// How much there is to an animation.
///
/// @param frames how many it has; 1 if only one is meant
/// @param largest pixels of the largest picture that is decoded for it
/// @param pixels that are decoded or drawn for all of its frames together
public record Motion(int frames, long largest, long pixels) {
  /// One picture, and nothing moves.
  public static final Motion NONE = new Motion(1, 0, 0);
}
