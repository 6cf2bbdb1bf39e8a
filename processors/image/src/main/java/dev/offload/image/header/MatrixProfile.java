package dev.offload.image.header;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes the ICC profile (ICC.1:2001-04, three-component matrix-based input profile) of an
/// RGB colour space that a picture describes in a few numbers.
final class MatrixProfile {
  private static final int HEADER = 128;
  private static final int TAG_ENTRY = 12;
  private static final int XYZ_TAG = 20;
  private static final int CURVE_POINTS = 1024;
  private static final int CURVE_TAG = 12 + 2 * CURVE_POINTS;
  private static final String[] COLORANTS = {"rXYZ", "gXYZ", "bXYZ"};
  private static final String[] CURVES = {"rTRC", "gTRC", "bTRC"};
  private static final int VERSION = 0x02400000;

  /// More than a colour needs, and small enough for an s15Fixed16Number.
  private static final double MOST = 16;

  private MatrixProfile() {}

  /// [ColourProfile#NONE] if these numbers are not colours.
  static ColourProfile of(Chromaticities colours, Transfer transfer) throws UnfitPicture {
    double[][] colorants = colours.colorants();
    for (double[] colorant : colorants) {
      for (double part : colorant) {
        if (!(Math.abs(part) < MOST)) {
          return ColourProfile.NONE;
        }
      }
    }
    return ColourProfile.of(new ByteCursor(written(colorants, transfer)));
  }

  private static byte[] written(double[][] colorants, Transfer transfer) {
    int tags = 1 + COLORANTS.length + CURVES.length;
    int place = HEADER + 4 + tags * TAG_ENTRY;
    ByteBuffer icc = ByteBuffer.allocate(place + (1 + COLORANTS.length) * XYZ_TAG + CURVE_TAG);
    icc.putInt(0, icc.capacity()).putInt(8, VERSION);
    put(icc, 12, "mntrRGB XYZ ");
    put(icc, 36, "acsp");
    putXyz(icc, 68, Chromaticities.D50);
    icc.position(HEADER).putInt(tags);
    place = tag(icc, "wtpt", place, XYZ_TAG);
    for (String colorant : COLORANTS) {
      place = tag(icc, colorant, place, XYZ_TAG);
    }
    for (String curve : CURVES) {
      tag(icc, curve, place, CURVE_TAG);
    }
    xyz(icc, Chromaticities.D50);
    for (double[] colorant : colorants) {
      xyz(icc, colorant);
    }
    icc.put("curv".getBytes(StandardCharsets.US_ASCII)).putInt(0).putInt(CURVE_POINTS);
    for (int i = 0; i < CURVE_POINTS; i++) {
      double light = transfer.light(i / (CURVE_POINTS - 1.0));
      icc.putShort((short) Math.round(0xFFFF * Math.clamp(light, 0, 1)));
    }
    return icc.array();
  }

  /// Adds a tag to the table, and returns where the next tag's content begins.
  private static int tag(ByteBuffer icc, String name, int place, int length) {
    icc.put(name.getBytes(StandardCharsets.US_ASCII)).putInt(place).putInt(length);
    return place + length;
  }

  private static void xyz(ByteBuffer icc, double[] xyz) {
    icc.put("XYZ ".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    putXyz(icc, icc.position(), xyz);
    icc.position(icc.position() + 3 * Integer.BYTES);
  }

  private static void putXyz(ByteBuffer icc, int place, double[] xyz) {
    for (int i = 0; i < xyz.length; i++) {
      icc.putInt(place + i * Integer.BYTES, (int) Math.round(xyz[i] * 0x10000));
    }
  }

  private static void put(ByteBuffer icc, int place, String text) {
    icc.put(place, text.getBytes(StandardCharsets.US_ASCII));
  }
}
