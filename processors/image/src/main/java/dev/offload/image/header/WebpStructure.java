package dev.offload.image.header;

/// A WebP file ([container](https://developers.google.com/speed/webp/docs/riff_container)): a RIFF
/// envelope around `VP8 ` (lossy), `VP8L` (lossless) or `VP8X` (extended: canvas, flags, chunks).
final class WebpStructure {
  private static final int FLAG_ALPHA = 0x10;
  private static final String LOSSY_START = "\u009d\u0001*";

  private WebpStructure() {}

  static boolean starts(ByteCursor cursor) {
    return cursor.has(0, "RIFF") && cursor.has(8, "WEBP");
  }

  static PictureHeader read(ByteCursor cursor) throws UnfitPicture {
    cursor.skip(4);
    ByteCursor chunks = cursor.slice(cursor.littleEndian32());
    chunks.skip(4);
    String kind = chunks.characters(4);
    ByteCursor first = content(chunks);
    return switch (kind) {
      case "VP8 " -> lossy(first);
      case "VP8L" -> lossless(first);
      case "VP8X" -> extended(first, chunks);
      default -> throw UnfitPicture.corrupt("the WebP starts with an unknown chunk");
    };
  }

  private static PictureHeader lossy(ByteCursor frame) throws UnfitPicture {
    if (!frame.has(3, LOSSY_START)) {
      throw UnfitPicture.corrupt("the WebP holds no key frame");
    }
    frame.skip(6);
    int width = frame.littleEndian16() & 0x3FFF;
    int height = frame.littleEndian16() & 0x3FFF;
    return header(width, height, Orientation.UPRIGHT, Coding.plain(false));
  }

  private static PictureHeader lossless(ByteCursor frame) throws UnfitPicture {
    frame.skip(1);
    long bits = frame.littleEndian32();
    int width = (int) (bits & 0x3FFF) + 1;
    int height = (int) ((bits >> 14) & 0x3FFF) + 1;
    boolean alpha = ((bits >> 28) & 1) != 0;
    return header(width, height, Orientation.UPRIGHT, Coding.plain(alpha));
  }

  private static PictureHeader extended(ByteCursor canvas, ByteCursor chunks) throws UnfitPicture {
    boolean alpha = (canvas.unsigned8() & FLAG_ALPHA) != 0;
    canvas.skip(3);
    int width = canvas.littleEndian24() + 1;
    int height = canvas.littleEndian24() + 1;
    Orientation orientation = Orientation.UPRIGHT;
    ColourProfile profile = ColourProfile.NONE;
    while (chunks.remaining() > 0) {
      String kind = chunks.characters(4);
      ByteCursor content = content(chunks);
      if (kind.equals("ICCP")) {
        profile = ColourProfile.of(content);
      } else if (kind.equals("EXIF")) {
        if (content.has(0, "Exif\0\0")) { // some writers put JPEG's prefix before it
          content.skip(6);
        }
        orientation = ExifOrientation.in(content);
      }
    }
    return header(width, height, orientation, Coding.plain(alpha).in(profile));
  }

  private static ByteCursor content(ByteCursor chunks) throws UnfitPicture {
    long length = chunks.littleEndian32();
    ByteCursor content = chunks.slice(length);
    boolean odd = (length & 1) != 0;
    chunks.skip(odd && chunks.remaining() > 0 ? 1 : 0);
    return content;
  }

  private static PictureHeader header(
      int width, int height, Orientation orientation, Coding coding) {
    return new PictureHeader(SourceFormat.WEBP, width, height, orientation, coding);
  }
}
