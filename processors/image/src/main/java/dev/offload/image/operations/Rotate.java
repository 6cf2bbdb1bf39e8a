package dev.offload.image.operations;

import com.fasterxml.jackson.annotation.JsonCreator;

/// Turns the picture clockwise: `{"rotate": 90}`.
///
/// @param degrees 90, 180 or 270
public record Rotate(int degrees) implements Operation {
  private static final int QUARTER = 90;

  public Rotate {
    if (degrees != QUARTER && degrees != 2 * QUARTER && degrees != 3 * QUARTER) {
      throw new IllegalArgumentException(
          "rotate must be 90, 180 or 270, was %d".formatted(degrees));
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Rotate by(int degrees) {
    return new Rotate(degrees);
  }

  @Override
  public Turn on(Shape before, Setting setting) {
    return new Turn(before, degrees / QUARTER);
  }
}
