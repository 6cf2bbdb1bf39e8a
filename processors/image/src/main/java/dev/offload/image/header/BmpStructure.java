package dev.offload.image.header;

import java.util.Optional;
import java.util.Set;

/// A BMP file (Windows bitmap): a file header, a header with the size of the pixels, and the pixels
/// without compression.
final class BmpStructure {
  private static final String START = "BM";
  private static final int FILE_HEADER = 14;
  private static final int CORE_HEADER = 12;
  private static final int INFO_HEADER = 40;
  private static final int MASKS = 3;
  private static final Set<Integer> BITS = Set.of(1, 4, 8, 16, 24, 32);

  private BmpStructure() {}

  /// Texts begin with these two letters, too: the four bytes that nobody uses are zero in a BMP.
  static boolean starts(ByteCursor cursor) {
    return cursor.has(0, START) && (cursor.has(6, "\0\0\0\0") || cursor.remaining() < FILE_HEADER);
  }

  static PictureHeader read(ByteCursor cursor) throws UnfitPicture {
    int length = cursor.remaining();
    cursor.skip(10);
    long pixels = cursor.littleEndian32();
    long header = cursor.littleEndian32();
    if (header != CORE_HEADER && header < INFO_HEADER) {
      throw UnfitPicture.unsupported(
          "BMPs with a header of %d bytes are not read here".formatted(header));
    }
    boolean core = header == CORE_HEADER;
    int width = core ? cursor.littleEndian16() : (int) cursor.littleEndian32();
    int signedHeight = core ? cursor.littleEndian16() : (int) cursor.littleEndian32();
    int height = Math.abs(signedHeight); // from top to bottom if it is negative
    cursor.skip(2);
    int bits = cursor.littleEndian16();
    long compression = core ? 0 : cursor.littleEndian32();
    if (!BITS.contains(bits) || (compression != 0 && compression != MASKS)) {
      throw UnfitPicture.unsupported(
          "BMPs of this kind (%d bits, compression %d) are not read here"
              .formatted(bits, compression));
    }
    if (width < 1 || height < 1) {
      throw UnfitPicture.corrupt(
          "the BMP says it has %d × %d pixels".formatted(width, signedHeight));
    }
    long row = Math.ceilDiv((long) width * bits, Integer.SIZE) * Integer.BYTES;
    if (pixels < FILE_HEADER + header || pixels + row * height > length) {
      throw UnfitPicture.corrupt(
          "the BMP should have %,d bytes of pixels after byte %,d, but has %,d bytes in all"
              .formatted(row * height, pixels, length));
    }
    Coding coding =
        new Coding(PixelForm.ofBytes(false, false), ColourProfile.NONE, false, Optional.empty());
    return new PictureHeader(SourceFormat.BMP, width, height, Orientation.UPRIGHT, coding);
  }
}
