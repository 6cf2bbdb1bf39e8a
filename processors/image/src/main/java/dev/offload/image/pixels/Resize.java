package dev.offload.image.pixels;

/// The size that is asked for, in pixels of the upright picture. One of width and height may be
/// absent: the proportions then decide it, whatever the fit.
///
/// @param fit absent: [Fit#COVER]
/// @param withoutEnlargement whether a picture that is smaller than asked stays as it is; absent:
///     true
public record Resize(Integer width, Integer height, Fit fit, Boolean withoutEnlargement) {
  public static final int MAX_SIDE = 16_383;

  public Resize {
    if (width == null && height == null) {
      throw new IllegalArgumentException("resize needs a width, a height or both");
    }
    requireSide("width", width);
    requireSide("height", height);
    fit = fit == null ? Fit.COVER : fit;
    withoutEnlargement = withoutEnlargement == null || withoutEnlargement;
  }

  private static void requireSide(String name, Integer value) {
    if (value != null && (value < 1 || value > MAX_SIDE)) {
      throw new IllegalArgumentException(
          "resize.%s must be 1 to %d, not %d".formatted(name, MAX_SIDE, value));
    }
  }
}
