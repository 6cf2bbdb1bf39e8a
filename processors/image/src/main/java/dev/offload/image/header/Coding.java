package dev.offload.image.header;

import java.util.Optional;

/// How a picture's pixels are stored, as far as decoding needs to know.
///
/// @param pixel what is stored of each pixel
/// @param profile the colours that the numbers mean
/// @param buffered whether a decoder needs the whole picture at full size in memory: true of
///     progressive JPEGs, and of those with a scan for each component
/// @param drawn the part that the file has pixels for, if that is not all; the rest is transparent
public record Coding(
    PixelForm pixel, ColourProfile profile, boolean buffered, Optional<Area> drawn) {

  /// A byte per channel, in sRGB.
  public static Coding plain(boolean alpha) {
    return new Coding(PixelForm.ofBytes(false, alpha), ColourProfile.NONE, false, Optional.empty());
  }

  Coding in(ColourProfile profile) {
    return new Coding(pixel, profile, buffered, drawn);
  }

  /// Where a frame of an animation is on its picture.
  Coding drawnIn(Area frame, int width, int height) {
    return frame.covers(width, height)
        ? this
        : new Coding(pixel.withAlpha(), profile, buffered, Optional.of(frame));
  }
}
