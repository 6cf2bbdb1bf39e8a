package dev.offload.image.header;

/// A part of a picture as it is stored, in pixels.
public record Area(int left, int top, int width, int height) {

  boolean covers(int pictureWidth, int pictureHeight) {
    return left == 0 && top == 0 && width >= pictureWidth && height >= pictureHeight;
  }

  public long right() {
    return (long) left + width;
  }

  public long bottom() {
    return (long) top + height;
  }

  /// How many columns of this area are in the picture. The area begins in the picture, or to
  /// the right of it or below it.
  public int columnsIn(int pictureWidth) {
    return Math.clamp((long) pictureWidth - left, 0, width);
  }

  /// How many of its rows are in the picture.
  public int rowsIn(int pictureHeight) {
    return Math.clamp((long) pictureHeight - top, 0, height);
  }
}
