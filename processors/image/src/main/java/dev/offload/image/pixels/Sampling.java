package dev.offload.image.pixels;

/// A part of a picture, and what is made of it.
///
/// @param width of the part, in pixels of the file
/// @param height of the part
/// @param layout what it is scaled to
public record Sampling(int width, int height, Layout layout) {

  /// A picture of which every pixel counts.
  public static Sampling whole(int width, int height) {
    return new Sampling(width, height, Layout.unchanged(width, height));
  }
}
