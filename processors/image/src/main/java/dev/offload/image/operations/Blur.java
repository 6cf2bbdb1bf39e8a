package dev.offload.image.operations;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.offload.image.pixels.Filter;

/// Blurs the picture: `{"blur": 5}`.
///
/// @param sigma the standard deviation of the Gauss function, in pixels
public record Blur(double sigma) implements Operation {
  public static final double LEAST = 0.3;
  public static final double MOST = 50;

  public Blur {
    if (!(sigma >= LEAST && sigma <= MOST)) {
      throw new IllegalArgumentException(
          "blur must be %s to %s, was %s".formatted(LEAST, MOST, sigma));
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Blur of(double sigma) {
    return new Blur(sigma);
  }

  @Override
  public Filtering on(Shape before, Setting setting) {
    return new Filtering(before, new Filter.Blurred(sigma));
  }
}
