package dev.offload.image.pixels;

/// The size that a task asks for, in pixels of the upright picture. If width or height is
/// absent, it follows from the proportions, whatever the fit.
///
/// @param fit [Fit#COVER] if absent
/// @param withoutEnlargement whether a smaller picture keeps its size; true if absent
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
          "resize.%s must be 1 to %d, was %d".formatted(name, MAX_SIDE, value));
    }
  }
}
