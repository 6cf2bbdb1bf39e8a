package dev.offload.image.header;

import java.util.OptionalInt;

/// How a picture's pixels are stored, as far as decoding has to know.
///
/// @param alpha whether pixels may be transparent
/// @param bits of each channel
/// @param buffered whether a decoder holds all of the picture at full size before the first pixel
///     is done: progressive JPEGs, and those with a scan for each component
/// @param clearGrey the one value that is transparent in a grey PNG, in its own bits
/// @param profile what the numbers mean as colours
/// @param grey whether each pixel is one number, opacity not counted
public record Coding(
    boolean alpha,
    int bits,
    boolean buffered,
    OptionalInt clearGrey,
    ColourProfile profile,
    boolean grey) {

  /// Eight bits per channel, in sRGB.
  public static Coding plain(boolean alpha) {
    return new Coding(alpha, Byte.SIZE, false, OptionalInt.empty(), ColourProfile.NONE, false);
  }

  Coding in(ColourProfile profile) {
    return new Coding(alpha, bits, buffered, clearGrey, profile, grey);
  }
}
