package dev.offload.image.pixels;

import dev.offload.image.header.Coding;
import dev.offload.image.header.HighDynamicRange;
import dev.offload.image.header.UnfitPicture;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/// Converts pixels from the colour space of a profile to sRGB, with the JDK's colour
/// management.
///
/// It uses RGB and grey profiles. The decoder converts CMYK to RGB without a profile. Like
/// viewers do, it ignores damaged profiles, and grey profiles in pictures with colours.
final class StandardColours {
  private static final int BAND_BYTES = 1 << 20;
  private static final int LEVELS = 6;
  private static final int STEP = 255 / (LEVELS - 1);
  private static final int ROUNDING = 1;
  private static final int COLOURS = 3;
  private static final int CODED = 0x63696370;
  private static final int CODED_TRANSFER = 9;
  private static final int CODED_BYTES = 12;
  private static final int[] BLUE_GREEN_RED = {2, 1, 0};
  private static final int[] GREY = {0};

  private final ColorConvertOp conversion;
  private final int[] bands;

  private StandardColours(ICC_Profile profile) {
    ICC_Profile[] way = {profile, ICC_Profile.getInstance(ColorSpace.CS_sRGB)};
    conversion = new ColorConvertOp(way, null);
    bands = profile.getNumComponents() == 1 ? GREY : BLUE_GREEN_RED;
  }

  /// Empty if the numbers are sRGB or are taken as sRGB.
  ///
  /// @throws UnfitPicture if they are colours of high dynamic range
  static Optional<StandardColours> of(Coding coding) throws UnfitPicture {
    Optional<ICC_Profile> profile = profile(coding);
    try {
      return profile.map(StandardColours::new).filter(StandardColours::changeSomething);
    } catch (IllegalArgumentException | CMMException _) {
      return Optional.empty();
    }
  }

  /// The profile that says what the numbers mean; empty if none does that can be used.
  ///
  /// @throws UnfitPicture if they are colours of high dynamic range
  static Optional<ICC_Profile> profile(Coding coding) throws UnfitPicture {
    if (coding.profile().isNone()) {
      return Optional.empty();
    }
    try {
      ICC_Profile icc = ICC_Profile.getInstance(coding.profile().icc());
      refuseHighDynamicRange(icc);
      boolean isOfThese = coding.pixel().grey() || icc.getColorSpaceType() != ColorSpace.TYPE_GRAY;
      return isOfThese && isUsable(icc) ? Optional.of(icc) : Optional.empty();
    } catch (IllegalArgumentException | CMMException _) {
      return Optional.empty();
    }
  }

  /// The tag `cicp` (ICC.1:2022, 9.2.17) has the same four numbers as a PNG's `cICP`.
  private static void refuseHighDynamicRange(ICC_Profile icc) throws UnfitPicture {
    byte[] coded = icc.getData(CODED);
    if (coded != null && coded.length >= CODED_BYTES) {
      HighDynamicRange.refuse(Byte.toUnsignedInt(coded[CODED_TRANSFER]));
    }
  }

  private static boolean isUsable(ICC_Profile icc) {
    boolean ofDevice = icc.getProfileClass() <= ICC_Profile.CLASS_OUTPUT;
    boolean ofSpace = icc.getProfileClass() == ICC_Profile.CLASS_COLORSPACECONVERSION;
    boolean readable =
        icc.getColorSpaceType() == ColorSpace.TYPE_RGB
            || icc.getColorSpaceType() == ColorSpace.TYPE_GRAY;
    return (ofDevice || ofSpace) && readable;
  }

  /// Whether it changes colours. Most profiles are sRGB under one of its many names.
  private boolean changeSomething() {
    byte[] cube = new byte[LEVELS * LEVELS * LEVELS * COLOURS];
    int place = 0;
    for (int blue = 0; blue < LEVELS; blue++) {
      for (int green = 0; green < LEVELS; green++) {
        for (int red = 0; red < LEVELS; red++) {
          cube[place++] = (byte) (blue * STEP);
          cube[place++] = (byte) (green * STEP);
          cube[place++] = (byte) (red * STEP);
        }
      }
    }
    byte[] converted = cube.clone();
    convert(converted, LEVELS, COLOURS);
    for (int i = 0; i < cube.length; i++) {
      int difference = Byte.toUnsignedInt(cube[i]) - Byte.toUnsignedInt(converted[i]);
      if (Math.abs(difference) > ROUNDING) {
        return true;
      }
    }
    return false;
  }

  /// Changes `pixels`, of eight bits per channel, in place.
  void convert(Mat pixels) {
    int row = pixels.cols() * pixels.channels();
    int rows = Math.max(1, BAND_BYTES / row);
    for (int top = 0; top < pixels.rows(); top += rows) {
      int count = Math.min(rows, pixels.rows() - top);
      byte[] band = new byte[count * row];
      for (int y = 0; y < count; y++) {
        try (BytePointer line = pixels.ptr(top + y)) {
          line.get(band, y * row, row);
        }
      }
      convert(band, pixels.cols(), pixels.channels());
      for (int y = 0; y < count; y++) {
        try (BytePointer line = pixels.ptr(top + y)) {
          line.put(band, y * row, row);
        }
      }
    }
  }

  /// Changes the colours of a band in place. Opacity, which is the fourth channel, stays.
  private void convert(byte[] band, int width, int channels) {
    int count = band.length / channels;
    byte[] colours = new byte[count * bands.length];
    byte[] standard = new byte[count * COLOURS];
    for (int i = 0; i < count; i++) {
      System.arraycopy(band, i * channels, colours, i * bands.length, bands.length);
    }
    conversion.filter(raster(colours, width, bands), raster(standard, width, BLUE_GREEN_RED));
    for (int i = 0; i < count; i++) {
      System.arraycopy(standard, i * COLOURS, band, i * channels, COLOURS);
    }
  }

  /// A raster without gaps. The JDK refuses others.
  private static WritableRaster raster(byte[] bytes, int width, int[] bands) {
    int row = width * bands.length;
    return Raster.createInterleavedRaster(
        new DataBufferByte(bytes, bytes.length),
        width,
        bytes.length / row,
        row,
        bands.length,
        bands,
        null);
  }
}
