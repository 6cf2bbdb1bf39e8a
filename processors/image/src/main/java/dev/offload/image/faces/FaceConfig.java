package dev.offload.image.faces;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// How faces are looked for.
public interface FaceConfig {
  /// Side in pixels of the square that pictures are scaled to for the search, a multiple of 32. A
  /// larger one finds smaller faces and takes longer, by the square.
  @WithDefault("416")
  @Min(128)
  @Max(1280)
  int inputSide();

  /// Faces that the network is less sure of than this, 0 to 1, are left out.
  @WithDefault("0.5")
  @DecimalMin("0.05")
  @DecimalMax("1")
  double minScore();

  /// Of two boxes whose common area is more than this share of what they cover together, 0 to 1,
  /// the one with the lower score is left out.
  @WithDefault("0.4")
  @DecimalMin("0")
  @DecimalMax("1")
  double maxOverlap();
}
