package dev.offload.image.operations;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.offload.image.pixels.Filter;

/// Takes the colours away: `{"greyscale": true}`.
public record Greyscale() implements Operation {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Greyscale of(boolean wanted) {
    if (!wanted) {
      throw new IllegalArgumentException("greyscale must be true, was false; leave it out instead");
    }
    return new Greyscale();
  }

  @Override
  public Filtering on(Shape before, Setting setting) {
    return new Filtering(before, new Filter.Grey());
  }
}
