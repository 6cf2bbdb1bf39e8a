package dev.offload.image.faces;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A place where the network sees a face, in pixels of the network's input or of a picture.
record Candidate(double left, double top, double right, double bottom, double score) {
  static final Comparator<Candidate> SUREST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed();

  /// The candidates in descending order of score, without those that overlap a better one by
  /// more than this share.
  static List<Candidate> eachOnce(List<Candidate> candidates, double maxOverlap) {
    List<Candidate> kept = new ArrayList<>();
    for (Candidate candidate : candidates.stream().sorted(SUREST_FIRST).toList()) {
      if (kept.stream().noneMatch(surer -> surer.overlap(candidate) > maxOverlap)) {
        kept.add(candidate);
      }
    }
    return kept;
  }

  /// The common area, as a share of the area that both cover together.
  double overlap(Candidate other) {
    double common = common(other);
    return common == 0 ? 0 : common / (area() + other.area() - common);
  }

  /// The common area, as a share of the smaller one.
  double nesting(Candidate other) {
    return common(other) / Math.min(area(), other.area());
  }

  /// The place in the picture of a candidate in `view`. `factor` is the size of the picture
  /// divided by that of the input.
  Candidate placed(View view, double factor) {
    return new Candidate(
        view.x() + left * factor,
        view.y() + top * factor,
        view.x() + right * factor,
        view.y() + bottom * factor,
        score);
  }

  /// The face in a picture of this size, cut at the picture's border.
  Face toFace(int width, int height) {
    int x = clamp(left, width - 1);
    int y = clamp(top, height - 1);
    int boxWidth = Math.max(1, clamp(right, width) - x);
    int boxHeight = Math.max(1, clamp(bottom, height) - y);
    return Face.of(new Box(x, y, boxWidth, boxHeight), Math.round(score * 10_000) / 10_000.0);
  }

  private double common(Candidate other) {
    double width = Math.min(right, other.right) - Math.max(left, other.left);
    double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    return width <= 0 || height <= 0 ? 0 : width * height;
  }

  private double area() {
    return (right - left) * (bottom - top);
  }

  private static int clamp(double value, int max) {
    return (int) Math.clamp(Math.round(value), 0L, max);
  }
}
