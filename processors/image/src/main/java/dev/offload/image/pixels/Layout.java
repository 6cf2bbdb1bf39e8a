package dev.offload.image.pixels;

/// What a resize means for a picture of known size. The picture is scaled and then centred on
/// a canvas. Whatever exceeds the canvas is cut off, and the rest of the canvas shows the
/// background.
public record Layout(int scaledWidth, int scaledHeight, int canvasWidth, int canvasHeight) {

  /// The picture as it is.
  public static Layout unchanged(int width, int height) {
    return new Layout(width, height, width, height);
  }

  public static Layout of(Resize resize, int width, int height) {
    double mayGrow = resize.withoutEnlargement() ? 1 : Double.POSITIVE_INFINITY;
    if (resize.width() == null || resize.height() == null) {
      double asked =
          resize.width() == null
              ? resize.height() / (double) height
              : resize.width() / (double) width;
      return scaled(width, height, Math.min(asked, mayGrow));
    }
    double horizontal = resize.width() / (double) width;
    double vertical = resize.height() / (double) height;
    double filling = Math.min(Math.max(horizontal, vertical), mayGrow);
    double within = Math.min(Math.min(horizontal, vertical), mayGrow);
    return switch (resize.fit()) {
      case INSIDE -> scaled(width, height, within);
      case OUTSIDE -> scaled(width, height, filling);
      case FILL ->
          unchanged(
              side(width, Math.min(horizontal, mayGrow)),
              side(height, Math.min(vertical, mayGrow)));
      case COVER -> {
        Layout whole = scaled(width, height, filling);
        yield whole.on(
            Math.min(resize.width(), whole.scaledWidth),
            Math.min(resize.height(), whole.scaledHeight));
      }
      case CONTAIN -> scaled(width, height, within).on(resize.width(), resize.height());
    };
  }

  /// The pixels of the larger of the scaled picture and the canvas.
  public long pixels() {
    return Math.max((long) scaledWidth * scaledHeight, (long) canvasWidth * canvasHeight);
  }

  boolean cutsOff() {
    return canvasWidth < scaledWidth || canvasHeight < scaledHeight;
  }

  /// Whether some background is visible.
  public boolean leavesFree() {
    return canvasWidth > scaledWidth || canvasHeight > scaledHeight;
  }

  private Layout on(int width, int height) {
    return new Layout(scaledWidth, scaledHeight, width, height);
  }

  private static Layout scaled(int width, int height, double factor) {
    return unchanged(side(width, factor), side(height, factor));
  }

  private static int side(int length, double factor) {
    return (int) Math.clamp(Math.round(length * factor), 1L, Integer.MAX_VALUE);
  }
}
