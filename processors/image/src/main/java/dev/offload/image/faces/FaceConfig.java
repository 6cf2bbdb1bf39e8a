package dev.offload.image.faces;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// How to find faces.
public interface FaceConfig {
  /// The side in pixels of the square that pictures are scaled to for the search, a multiple
  /// of 32. A larger one finds smaller faces. The time grows with its square.
  @WithDefault("416")
  @Min(128)
  @Max(1280)
  int inputSide();

  /// Faces with a score below this, 0 to 1, are left out.
  @WithDefault("0.5")
  @DecimalMin("0.05")
  @DecimalMax("1")
  double minScore();

  /// If the common area of two boxes is more than this share of the area that they cover
  /// together, 0 to 1, the one with the lower score is left out.
  @WithDefault("0.4")
  @DecimalMin("0")
  @DecimalMax("1")
  double maxOverlap();
}
