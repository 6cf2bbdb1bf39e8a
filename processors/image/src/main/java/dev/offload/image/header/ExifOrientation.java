package dev.offload.image.header;

import java.util.Set;

/// Finds the orientation in EXIF data, which is a small TIFF file whose first directory may
/// have the tag 0x0112. Damaged EXIF data is ignored, because the picture itself may be whole.
final class ExifOrientation {
  private static final int TAG = 0x0112;
  private static final int ENTRY_LENGTH = 12;

  /// The types of TIFF whose values are not 16 bits long, as far as whole numbers can be written in
  /// them. A value stands at the beginning of its four bytes.
  private static final Set<Integer> BYTES = Set.of(1, 6);

  private static final Set<Integer> LONGS = Set.of(4, 9);

  private ExifOrientation() {}

  static Orientation in(ByteCursor exif) {
    try {
      return read(exif);
    } catch (UnfitPicture _) {
      return Orientation.UPRIGHT;
    }
  }

  private static Orientation read(ByteCursor exif) throws UnfitPicture {
    boolean littleEndian = exif.has(0, "II*\0");
    if (!littleEndian && !exif.has(0, "MM\0*")) {
      return Orientation.UPRIGHT;
    }
    int start = exif.position();
    exif.skip(4);
    long directory = unsigned32(exif, littleEndian);
    exif.skip(Math.max(0, directory - (exif.position() - start)));
    int entries = unsigned16(exif, littleEndian);
    for (int entry = 0; entry < entries; entry++) {
      ByteCursor fields = exif.slice(ENTRY_LENGTH);
      if (unsigned16(fields, littleEndian) == TAG) {
        int type = unsigned16(fields, littleEndian);
        fields.skip(4); // the count (1)
        return Orientation.of(value(fields, type, littleEndian));
      }
    }
    return Orientation.UPRIGHT;
  }

  private static int value(ByteCursor fields, int type, boolean littleEndian) throws UnfitPicture {
    if (BYTES.contains(type)) {
      return fields.unsigned8();
    }
    if (LONGS.contains(type)) {
      return (int) unsigned32(fields, littleEndian);
    }
    return unsigned16(fields, littleEndian);
  }

  private static long unsigned32(ByteCursor cursor, boolean littleEndian) throws UnfitPicture {
    return littleEndian ? cursor.littleEndian32() : cursor.bigEndian32();
  }

  private static int unsigned16(ByteCursor cursor, boolean littleEndian) throws UnfitPicture {
    return littleEndian ? cursor.littleEndian16() : cursor.bigEndian16();
  }
}
