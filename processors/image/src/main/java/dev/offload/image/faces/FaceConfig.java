package dev.offload.image.faces;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// How to find faces.
public interface FaceConfig {
  /// The side in pixels of the square that pictures and their parts are scaled to for the
  /// search, a multiple of 32. A larger one finds smaller faces. The time grows with its square.
  @WithDefault("416")
  @Min(128)
  @Max(1280)
  int inputSide();

  /// Whether a second network looks at the whole picture, too. It takes several times as long as
  /// the first, and finds large faces that the first one misses, such as those in profile.
  @WithDefault("true")
  boolean thorough();

  /// The size of the smallest faces to find, in pixels of the picture. In a large picture they
  /// are found by looking at parts of it: four times as many parts for faces half as large.
  @WithDefault("90")
  @Min(20)
  @Max(10_000)
  int smallest();

  /// The largest distance of two descriptors that match, from 0 to 2, unless the task sets
  /// another one. With a larger distance, different people match more often.
  @WithDefault("0.45")
  @DecimalMin("0")
  @DecimalMax("2")
  double maxDistance();

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
