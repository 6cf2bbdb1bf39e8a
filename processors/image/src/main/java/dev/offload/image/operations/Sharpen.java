package dev.offload.image.operations;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.offload.image.pixels.Filter;

/// Sharpens the picture by an unsharp mask: `{"sharpen": 1}`.
///
/// @param sigma how wide the edges are that it makes steeper, in pixels
public record Sharpen(double sigma) implements Operation {
  public static final double LEAST = 0.3;
  public static final double MOST = 10;

  public Sharpen {
    if (!(sigma >= LEAST && sigma <= MOST)) {
      throw new IllegalArgumentException(
          "sharpen must be %s to %s, was %s".formatted(LEAST, MOST, sigma));
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Sharpen of(double sigma) {
    return new Sharpen(sigma);
  }

  @Override
  public Filtering on(Shape before, Setting setting) {
    return new Filtering(before, new Filter.Sharpened(sigma));
  }
}
