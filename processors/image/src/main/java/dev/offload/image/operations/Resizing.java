package dev.offload.image.operations;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.offload.image.pixels.Layout;
import dev.offload.image.pixels.Resize;

/// Changes the size: `{"resize": {"width": 400}}`.
public record Resizing(Resize to) implements Operation {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Resizing of(Resize to) {
    return new Resizing(to);
  }

  @Override
  public Scaling on(Shape before, Setting setting) {
    return new Scaling(
        before, Layout.of(to, before.width(), before.height()), setting.background());
  }
}
