package dev.offload.image.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private boolean hasPalette;
  private OptionalInt clearGrey = OptionalInt.empty();
  private final PngColours colours = new PngColours();
  private Orientation orientation = Orientation.UPRIGHT;
  private Optional<ByteCursor> exif = Optional.empty();

  /// The chunks that say that the file is an animation.
  private final List<Span> animated = new ArrayList<>();

  /// Where the default picture's data end, as far as they were seen.
  private OptionalInt dataEnd = OptionalInt.empty();

  private record Span(int from, int to) {}

  /// @param from where it begins, with its length
  private record Chunk(String type, ByteCursor content, int from) {}

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

  static boolean isAnimation(byte[] file) throws UnfitPicture {
    PngStructure png = new PngStructure(new ByteCursor(file));
    png.walk();
    return !png.animated.isEmpty();
  }

  static Optional<ByteCursor> exif(ByteCursor cursor) throws UnfitPicture {
    PngStructure png = new PngStructure(cursor);
    png.walk();
    return png.exif;
  }

  private PictureHeader walk() throws UnfitPicture {
    cursor.skip(START.length());
    Chunk first = chunk();
    if (!first.type.equals("IHDR")) {
      throw UnfitPicture.corrupt("the PNG does not begin with IHDR");
    }
    ByteCursor header = first.content;
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
        new Coding(
            new PixelForm(bits, grey, alpha, clearGrey),
            colours.profile(),
            false,
            Optional.empty()));
  }

  private void walkToEnd(int colourType) throws UnfitPicture {
    Chunk chunk = chunk();
    while (!chunk.type.equals("IEND")) {
      heed(chunk, colourType);
      chunk = chunk();
    }
  }

  /// A chunk about the pixels counts only where the specification (5.6) has it: in front of them,
  /// and about colours in front of the palette.
  private void heed(Chunk chunk, int colourType) throws UnfitPicture {
    if (dataEnd.isEmpty()) {
      heedBeforeData(chunk, colourType);
    }
    switch (chunk.type) {
      case "eXIf" -> {
        exif = Optional.of(chunk.content.twin());
        orientation = ExifOrientation.in(chunk.content);
      }
      case "IDAT" -> dataEnd = OptionalInt.of(cursor.position());
      default -> {} // says nothing about the default picture
    }
  }

  private void heedBeforeData(Chunk chunk, int colourType) throws UnfitPicture {
    ByteCursor content = chunk.content;
    switch (chunk.type) {
      case "PLTE" -> hasPalette = true;
      case "tRNS" -> {
        alpha = true;
        clearGrey = colourType == GREY ? OptionalInt.of(content.bigEndian16()) : clearGrey;
      }
      case "acTL" -> animated.add(new Span(chunk.from, cursor.position()));
      default -> {
        if (!hasPalette) {
          colours.heed(chunk.type, content);
        }
      }
    }
  }

  /// The next chunk, whose checksum must be right.
  private Chunk chunk() throws UnfitPicture {
    int from = cursor.position();
    if (cursor.remaining() == 0 && dataEnd.isPresent()) {
      throw UnfitPicture.corrupt(
          "the file ends after %d bytes, and the chunk IEND that ends a PNG is missing"
              .formatted(from));
    }
    long length = cursor.bigEndian32();
    int start = cursor.position();
    String type = cursor.characters(4);
    ByteCursor content = cursor.slice(length);
    CRC32 checksum = new CRC32();
    checksum.update(cursor.array(), start, cursor.position() - start);
    if (cursor.bigEndian32() != checksum.getValue()) {
      throw UnfitPicture.corrupt("a checksum of the PNG is wrong, at byte %d".formatted(start));
    }
    return new Chunk(type, content, from);
  }
}
