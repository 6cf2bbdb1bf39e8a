package dev.offload.image.header;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32;

/// A PNG file (W3C PNG specification) as a sequence of chunks, each with a checksum, walked from
/// IHDR to IEND. Of an animated PNG (acTL) the default picture is meant, which is whole even if the
/// file is cut off behind it.
final class PngStructure {
  private static final String START = "\u0089PNG\r\n\u001a\n";
  private static final byte[] END = {
    0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82
  };
  private static final int GREY = 0;
  private static final int COLOUR_TYPE_WITH_ALPHA = 4;

  private final ByteCursor cursor;
  private boolean alpha;
  private OptionalInt clearGrey = OptionalInt.empty();
  private final PngColours colours = new PngColours();
  private Orientation orientation = Orientation.UPRIGHT;

  /// The chunks that say that the file is an animation.
  private final List<Span> animated = new ArrayList<>();

  /// Where the default picture's data end, as far as they were seen.
  private OptionalInt dataEnd = OptionalInt.empty();

  private record Span(int from, int to) {}

  private PngStructure(ByteCursor cursor) {
    this.cursor = cursor;
  }

  static boolean starts(ByteCursor cursor) {
    return cursor.has(0, START);
  }

  static PictureHeader read(ByteCursor cursor) throws UnfitPicture {
    return new PngStructure(cursor).walk();
  }

  /// The file, or of an animation a PNG of the default picture alone: the file up to the end of its
  /// data, without what says that it is an animation, and an IEND.
  static Excerpt meant(byte[] file) throws UnfitPicture {
    PngStructure png = new PngStructure(new ByteCursor(file));
    png.walk();
    if (png.animated.isEmpty()) {
      return Excerpt.whole(file);
    }
    Excerpt meant = new Excerpt();
    int from = 0;
    for (Span animated : png.animated) {
      meant.part(file, from, animated.from());
      from = animated.to();
    }
    return meant.part(file, from, png.dataEnd.orElseThrow()).bytes(END);
  }

  private PictureHeader walk() throws UnfitPicture {
    cursor.skip(START.length());
    ByteCursor header = chunk("IHDR");
    long width = header.bigEndian32();
    long height = header.bigEndian32();
    if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw UnfitPicture.corrupt("the PNG says it has %d × %d pixels".formatted(width, height));
    }
    int bits = header.unsigned8();
    int colourType = header.unsigned8();
    boolean grey = (colourType & ~COLOUR_TYPE_WITH_ALPHA) == GREY;
    alpha = (colourType & COLOUR_TYPE_WITH_ALPHA) != 0;
    try {
      walkToEnd(colourType);
    } catch (UnfitPicture e) {
      if (animated.isEmpty() || dataEnd.isEmpty()) {
        throw e;
      }
      // Cut off or damaged in a later frame. If data are missing, the decoder finds out.
    }
    if (dataEnd.isEmpty()) {
      throw UnfitPicture.corrupt("the PNG holds no picture");
    }
    return new PictureHeader(
        SourceFormat.PNG,
        (int) width,
        (int) height,
        orientation,
        new Coding(alpha, bits, false, clearGrey, colours.profile(), grey));
  }

  private void walkToEnd(int colourType) throws UnfitPicture {
    while (!cursor.has(4, "IEND")) {
      if (cursor.has(4, "tRNS")) {
        ByteCursor clear = chunk("tRNS");
        alpha = true;
        clearGrey = colourType == GREY ? OptionalInt.of(clear.bigEndian16()) : clearGrey;
      } else if (cursor.has(4, "cICP")) {
        colours.coded(chunk("cICP"));
      } else if (cursor.has(4, "iCCP")) {
        colours.embedded(chunk("iCCP"));
      } else if (cursor.has(4, "sRGB")) {
        chunk("sRGB");
        colours.standard();
      } else if (cursor.has(4, "gAMA")) {
        colours.gamma(chunk("gAMA"));
      } else if (cursor.has(4, "cHRM")) {
        colours.chromaticities(chunk("cHRM"));
      } else if (cursor.has(4, "eXIf")) {
        orientation = ExifOrientation.in(chunk("eXIf"));
      } else if (cursor.has(4, "IDAT")) {
        chunk("IDAT");
        dataEnd = OptionalInt.of(cursor.position());
      } else if (cursor.has(4, "acTL") && dataEnd.isEmpty()) {
        int from = cursor.position();
        chunk("acTL");
        animated.add(new Span(from, cursor.position()));
      } else {
        chunk("");
      }
    }
    chunk("IEND");
  }

  /// The content of the next chunk, whose type must start as told and whose checksum must be right.
  private ByteCursor chunk(String type) throws UnfitPicture {
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
