package dev.offload.image.header;

import java.util.Optional;
import java.util.OptionalInt;

/// How a picture's pixels are stored, as far as decoding needs to know.
///
/// @param alpha whether pixels may be transparent
/// @param bits how many bits a channel has
/// @param buffered whether a decoder needs the whole picture at full size in memory: true of
///     progressive JPEGs, and of those with a scan for each component
/// @param clearGrey the transparent value of a grey PNG, in the PNG's own bits
/// @param profile the colours that the numbers mean
/// @param grey whether a pixel has one number, not counting opacity
/// @param drawn the part that the file has pixels for, if that is not all; the rest is transparent
public record Coding(
    boolean alpha,
    int bits,
    boolean buffered,
    OptionalInt clearGrey,
    ColourProfile profile,
    boolean grey,
    Optional<Area> drawn) {

  Coding(
      boolean alpha,
      int bits,
      boolean buffered,
      OptionalInt clearGrey,
      ColourProfile profile,
      boolean grey) {
    this(alpha, bits, buffered, clearGrey, profile, grey, Optional.empty());
  }

  /// Eight bits per channel in sRGB.
  public static Coding plain(boolean alpha) {
    return new Coding(alpha, Byte.SIZE, false, OptionalInt.empty(), ColourProfile.NONE, false);
  }

  Coding in(ColourProfile profile) {
    return new Coding(alpha, bits, buffered, clearGrey, profile, grey, drawn);
  }

  /// Where a frame of an animation is on its picture.
  Coding drawnIn(Area frame, int width, int height) {
    return frame.covers(width, height)
        ? this
        : new Coding(true, bits, buffered, clearGrey, profile, grey, Optional.of(frame));
  }
}
