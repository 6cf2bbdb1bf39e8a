package dev.offload.image.header;

/// The types of values in a TIFF directory, which EXIF data have, too (TIFF 6.0, section 2).
final class TiffTypes {
  /// The bytes of a value of each type, from 1 on.
  private static final int[] SIZES = {1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  private TiffTypes() {}

  static boolean isKnown(int type) {
    return type >= 1 && type <= SIZES.length;
  }

  /// The bytes of one value; 1 if the type is not known.
  static int size(int type) {
    return isKnown(type) ? SIZES[type - 1] : 1;
  }
}
