package dev.offload.image.header;

import java.util.OptionalInt;

/// What is stored of each pixel.
///
/// @param bits how many bits a channel has
/// @param grey whether a pixel has one number, not counting opacity
/// @param alpha whether pixels may be transparent
/// @param clear the transparent value of a grey PNG, in the PNG's own bits
public record PixelForm(int bits, boolean grey, boolean alpha, OptionalInt clear) {

  /// A byte per channel.
  static PixelForm ofBytes(boolean grey, boolean alpha) {
    return new PixelForm(Byte.SIZE, grey, alpha, OptionalInt.empty());
  }

  PixelForm withAlpha() {
    return new PixelForm(bits, grey, true, clear);
  }
}
