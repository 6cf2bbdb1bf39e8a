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
}
