package dev.offload.image.operations;

import dev.offload.image.pixels.Picture;

/// What a watermark puts onto a picture.
public interface Stamp {
  /// Its height divided by its width.
  double heightPerWidth();

  /// How many pixels are read each time it is scaled, whatever the size that it gets.
  long pixels();

  /// It, in this size and with opacity. Whoever asks closes it.
  Picture rendered(int width, int height);
}
