package dev.offload.image.header;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A BMP file (Windows bitmap): a file header, a header with the size of the pixels, and the
/// pixels without compression.
///
/// Pixels of 16 and 32 bits may have masks (`BI_BITFIELDS`), which say where red, green and
/// blue are. They begin at byte 54 whatever the header: behind one of 40 bytes, within a
/// longer one.
final class BmpStructure {
  private static final String START = "BM";
  private static final int FILE_HEADER = 14;
  private static final int CORE_HEADER = 12;
  private static final int INFO_HEADER = 40;
  private static final int HEADER_WITH_MASKS = 56;
  private static final int WIDTH_AT = 18;
  private static final int COMPRESSION_AT = 30;
  private static final int MASKS_AT = FILE_HEADER + INFO_HEADER;
  private static final int MASKS_END = MASKS_AT + 3 * Integer.BYTES;

  private static final int PLAIN = 0;
  private static final int MASKS = 3;
  private static final int SHORT = 16;
  private static final int LONG = 32;
  private static final Set<Integer> BITS = Set.of(1, 4, 8, SHORT, 24, LONG);

  /// Red, green and blue.
  private static final Set<List<Long>> SHORT_MASKS =
      Set.of(List.of(0x7C00L, 0x3E0L, 0x1FL), List.of(0xF800L, 0x7E0L, 0x1FL));

  private static final Set<Long> WHOLE_BYTES = Set.of(0xFFL, 0xFF00L, 0xFF0000L, 0xFF000000L);

  private BmpStructure() {}

  /// Texts begin with these two letters, too: the four bytes that nobody uses are zero in a BMP.
  static boolean starts(ByteCursor cursor) {
    return cursor.has(0, START) && (cursor.has(6, "\0\0\0\0") || cursor.remaining() < FILE_HEADER);
  }

  static PictureHeader read(ByteCursor cursor) throws UnfitPicture {
    int length = cursor.remaining();
    ByteCursor masks = cursor.twin();
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
    long compression = core ? PLAIN : cursor.littleEndian32();
    boolean masked = compression == MASKS && (bits == SHORT || bits == LONG);
    if (!BITS.contains(bits) || (compression != PLAIN && !masked) || (core && bits == SHORT)) {
      throw UnfitPicture.unsupported(
          "BMPs of this kind (%d bits, compression %d) are not read here"
              .formatted(bits, compression));
    }
    if (masked) {
      requireMasks(masks, bits);
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

  private static void requireMasks(ByteCursor file, int bits) throws UnfitPicture {
    file.skip(MASKS_AT);
    List<Long> masks = List.of(file.littleEndian32(), file.littleEndian32(), file.littleEndian32());
    boolean known =
        bits == SHORT
            ? SHORT_MASKS.contains(masks)
            : WHOLE_BYTES.containsAll(masks) && masks.stream().distinct().count() == masks.size();
    if (!known) {
      throw UnfitPicture.unsupported(
          "BMPs of %d bits with the masks %08X, %08X, %08X are not read here"
              .formatted(bits, masks.get(0), masks.get(1), masks.get(2)));
    }
  }

  /// The file, with its masks where the decoder looks for them: those of 16 bits behind a
  /// header of 40 bytes, those of 32 bits within one of 56.
  static Excerpt meant(byte[] file) {
    ByteBuffer old = ByteBuffer.wrap(file).order(LITTLE_ENDIAN);
    boolean core = old.getInt(FILE_HEADER) == CORE_HEADER;
    if (core || old.getInt(COMPRESSION_AT) != MASKS) {
      return Excerpt.whole(file);
    }
    boolean isLong = old.getShort(COMPRESSION_AT - Short.BYTES) == LONG;
    int header = isLong ? HEADER_WITH_MASKS : INFO_HEADER;
    int length = isLong ? FILE_HEADER + HEADER_WITH_MASKS : MASKS_END;
    ByteBuffer begin = ByteBuffer.allocate(length).order(LITTLE_ENDIAN);
    begin.put(file, 0, FILE_HEADER - Integer.BYTES).putInt(length).putInt(header);
    begin.put(file, WIDTH_AT, MASKS_END - WIDTH_AT); // the mask of opacity stays 0
    int pixels = old.getInt(FILE_HEADER - Integer.BYTES);
    return new Excerpt().bytes(begin.array()).part(file, pixels, file.length);
  }
}
