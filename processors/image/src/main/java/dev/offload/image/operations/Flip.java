package dev.offload.image.operations;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.offload.image.pixels.Axis;

/// Mirrors the picture: `{"flip": "horizontal"}`.
public record Flip(Axis axis) implements Operation {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Flip along(Axis axis) {
    return new Flip(axis);
  }

  @Override
  public Mirroring on(Shape before, Setting setting) {
    return new Mirroring(before, axis);
  }
}
