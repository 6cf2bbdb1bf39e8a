package dev.offload.image.header;

import java.util.OptionalInt;
import java.util.zip.CRC32;

/// A PNG file (W3C PNG specification) as a sequence of chunks, each with a checksum, walked from
/// IHDR to IEND. Of an animated PNG the default picture is meant.
final class PngStructure {
  private static final String START = "\u0089PNG\r\n\u001a\n";
  private static final int GREY = 0;
  private static final int COLOUR_TYPE_WITH_ALPHA = 4;

  private PngStructure() {}

  static boolean starts(ByteCursor cursor) {
    return cursor.has(0, START);
  }

  static PictureHeader read(ByteCursor cursor) throws UnfitPicture {
    cursor.skip(START.length());
    ByteCursor header = chunk(cursor, "IHDR");
    long width = header.bigEndian32();
    long height = header.bigEndian32();
    if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw UnfitPicture.corrupt("the PNG says it has %d × %d pixels".formatted(width, height));
    }
    int bits = header.unsigned8();
    int colourType = header.unsigned8();
    boolean alpha = (colourType & COLOUR_TYPE_WITH_ALPHA) != 0;
    OptionalInt clearGrey = OptionalInt.empty();
    ColourProfile profile = ColourProfile.NONE;
    Orientation orientation = Orientation.UPRIGHT;
    boolean data = false;
    while (!cursor.has(4, "IEND")) {
      if (cursor.has(4, "tRNS")) {
        ByteCursor clear = chunk(cursor, "tRNS");
        alpha = true;
        clearGrey = colourType == GREY ? OptionalInt.of(clear.bigEndian16()) : clearGrey;
      } else if (cursor.has(4, "iCCP")) {
        profile = ColourProfile.deflated(chunk(cursor, "iCCP"));
      } else if (cursor.has(4, "eXIf")) {
        orientation = ExifOrientation.in(chunk(cursor, "eXIf"));
      } else {
        data |= cursor.has(4, "IDAT");
        chunk(cursor, "");
      }
    }
    chunk(cursor, "IEND");
    if (!data) {
      throw UnfitPicture.corrupt("the PNG holds no picture");
    }
    return new PictureHeader(
        SourceFormat.PNG,
        (int) width,
        (int) height,
        orientation,
        new Coding(
            alpha,
            bits,
            false,
            clearGrey,
            profile,
            (colourType & ~COLOUR_TYPE_WITH_ALPHA) == GREY));
  }

  /// The content of the next chunk, whose type must start as told and whose checksum must be right.
  private static ByteCursor chunk(ByteCursor cursor, String type) throws UnfitPicture {
    long length = cursor.bigEndian32();
    int start = cursor.position();
    if (!cursor.has(0, type)) {
      throw UnfitPicture.corrupt("the PNG has no %s where it belongs".formatted(type));
    }
    cursor.skip(4);
    ByteCursor content = cursor.slice(length);
    CRC32 checksum = new CRC32();
    checksum.update(cursor.array(), start, cursor.position() - start);
    if (cursor.bigEndian32() != checksum.getValue()) {
      throw UnfitPicture.corrupt("a checksum of the PNG is wrong, at byte %d".formatted(start));
    }
    return content;
  }
}
