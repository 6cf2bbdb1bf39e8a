package dev.offload.image.faces;

/// A place where the network sees a face, in pixels of the network's input.
record Candidate(double left, double top, double right, double bottom, double score) {

  /// The common area, as a share of the area that both cover together.
  double overlap(Candidate other) {
    double width = Math.min(right, other.right) - Math.max(left, other.left);
    double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    if (width <= 0 || height <= 0) {
      return 0;
    }
    double common = width * height;
    return common / (area() + other.area() - common);
  }

  /// The face in a picture of this size, cut at the picture's border. `factor` is the size of
  /// the picture divided by that of the input.
  Face toFace(double factor, int width, int height) {
    int x = clamp(left * factor, width - 1);
    int y = clamp(top * factor, height - 1);
    int boxWidth = Math.max(1, clamp(right * factor, width) - x);
    int boxHeight = Math.max(1, clamp(bottom * factor, height) - y);
    return new Face(new Box(x, y, boxWidth, boxHeight), Math.round(score * 10_000) / 10_000.0);
  }

  private double area() {
    return (right - left) * (bottom - top);
  }

  private static int clamp(double value, int max) {
    return (int) Math.clamp(Math.round(value), 0L, max);
  }
}
