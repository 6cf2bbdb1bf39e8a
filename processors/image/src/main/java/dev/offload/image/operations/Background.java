package dev.offload.image.operations;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.offload.image.pixels.Colour;

/// Puts a colour behind the picture, which is opaque then: `{"background": "#ffffff"}`.
public record Background(Colour colour) implements Operation {
  public Background {
    if (!colour.isOpaque()) {
      throw new IllegalArgumentException(
          "the alpha of the colour of a background operation must be 255, was %d"
              .formatted(colour.alpha()));
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Background of(Colour colour) {
    return new Background(colour);
  }

  @Override
  public Flattening on(Shape before, Setting setting) {
    return new Flattening(before, colour);
  }
}
