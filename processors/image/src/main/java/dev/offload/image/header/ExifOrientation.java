package dev.offload.image.header;

/// Finds the orientation in EXIF data, which is a small TIFF file whose first directory may
/// have the tag 0x0112. Damaged EXIF data is ignored, because the picture itself may be whole.
final class ExifOrientation {
  private static final int TAG = 0x0112;
  private static final int ENTRY_LENGTH = 12;

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
    long directory = littleEndian ? exif.littleEndian32() : exif.bigEndian32();
    exif.skip(Math.max(0, directory - (exif.position() - start)));
    int entries = unsigned16(exif, littleEndian);
    for (int entry = 0; entry < entries; entry++) {
      ByteCursor fields = exif.slice(ENTRY_LENGTH);
      if (unsigned16(fields, littleEndian) == TAG) {
        fields.skip(6); // its type (a 16-bit number) and count (1)
        return Orientation.of(unsigned16(fields, littleEndian));
      }
    }
    return Orientation.UPRIGHT;
  }

  private static int unsigned16(ByteCursor cursor, boolean littleEndian) throws UnfitPicture {
    return littleEndian ? cursor.littleEndian16() : cursor.bigEndian16();
  }
}
