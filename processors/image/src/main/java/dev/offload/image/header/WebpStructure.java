package dev.offload.image.header;

import java.util.Optional;
import java.util.OptionalInt;

/// A WebP file ([container](https://developers.google.com/speed/webp/docs/riff_container)): a RIFF
/// envelope around `VP8 ` (lossy), `VP8L` (lossless) or `VP8X` (extended: canvas, flags, chunks).
///
/// An animation is extended, and has one `ANMF` per frame. The first frame is used, which is
/// whole even if the file is cut off after it.
final class WebpStructure {
  private static final int LENGTH_AT = 4;
  private static final int CONTENT_AT = 8;
  private static final int FLAGS_AT = 20;
  private static final int FLAG_ALPHA = 0x10;
  private static final byte PADDING = 0;
  private static final String LOSSY_START = "\u009d\u0001*";

  private static final String FRAME = "ANMF";

  private final ByteCursor file;

  /// The content of the envelope, as far as the file has it.
  private final ByteCursor chunks;

  private final long missing;

  /// Whether the last chunk has an odd length, and nothing comes after it.
  private boolean endsUnpadded;

  private Orientation orientation = Orientation.UPRIGHT;
  private Optional<ByteCursor> exif = Optional.empty();
  private ColourProfile profile = ColourProfile.NONE;

  /// Where the first frame of an animation is on the canvas.
  private Optional<Area> frame = Optional.empty();

  /// Where the first frame of an animation ends.
  private OptionalInt frameEnd = OptionalInt.empty();

  private WebpStructure(ByteCursor file) throws UnfitPicture {
    file.skip(4);
    long length = file.littleEndian32();
    this.file = file;
    this.missing = Math.max(0, length - file.remaining());
    this.chunks = file.slice(length - missing);
  }

  static boolean starts(ByteCursor cursor) {
    return cursor.has(0, "RIFF") && cursor.has(8, "WEBP");
  }

  static PictureHeader read(ByteCursor file) throws UnfitPicture {
    return new WebpStructure(file).walk();
  }

  /// The file or, if it is an animation, a WebP of its first frame: the file up to the frame's
  /// end, in an envelope of that length. What the frame leaves free may be transparent.
  static Excerpt meant(byte[] file) throws UnfitPicture {
    WebpStructure webp = new WebpStructure(new ByteCursor(file));
    Coding coding = webp.walk().coding();
    if (webp.frameEnd.isEmpty()) {
      Excerpt whole = Excerpt.whole(file);
      return webp.lacksPadding() ? whole.bytes(PADDING) : whole;
    }
    int end = webp.frameEnd.getAsInt();
    int length = end - CONTENT_AT;
    return new Excerpt()
        .part(file, 0, LENGTH_AT)
        .bytes((byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) (length >> 24))
        .part(file, CONTENT_AT, FLAGS_AT)
        .bytes((byte) (file[FLAGS_AT] | (coding.pixel().alpha() ? FLAG_ALPHA : 0)))
        .part(file, FLAGS_AT + 1, end);
  }

  static boolean isAnimation(byte[] file) throws UnfitPicture {
    WebpStructure webp = new WebpStructure(new ByteCursor(file));
    webp.walk();
    return webp.frameEnd.isPresent();
  }

  static Optional<ByteCursor> exif(ByteCursor file) throws UnfitPicture {
    WebpStructure webp = new WebpStructure(file);
    webp.walk();
    return webp.exif;
  }

  private PictureHeader walk() throws UnfitPicture {
    chunks.skip(4);
    String kind = chunks.characters(4);
    ByteCursor first = content();
    PictureHeader header =
        switch (kind) {
          case "VP8 " -> lossy(first);
          case "VP8L" -> lossless(first);
          case "VP8X" -> extended(first);
          default -> throw UnfitPicture.corrupt("the WebP starts with an unknown chunk");
        };
    if (frameEnd.isEmpty()) {
      file.skip(lacksPadding() ? 0 : missing);
    }
    return header;
  }

  /// Some writers count the byte that pads the last chunk, and do not write it.
  private boolean lacksPadding() {
    return missing == 1 && endsUnpadded;
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

  private PictureHeader extended(ByteCursor canvas) throws UnfitPicture {
    boolean alpha = (canvas.unsigned8() & FLAG_ALPHA) != 0;
    canvas.skip(3);
    int width = canvas.littleEndian24() + 1;
    int height = canvas.littleEndian24() + 1;
    try {
      while (chunks.remaining() > 0) {
        chunk();
      }
    } catch (UnfitPicture e) {
      if (frameEnd.isEmpty()) {
        throw e;
      }
      // The file is cut off or damaged after the first frame.
    }
    if (frame.filter(area -> area.right() > width || area.bottom() > height).isPresent()) {
      throw UnfitPicture.corrupt("the first frame of the WebP lies outside of its canvas");
    }
    Coding coding = Coding.plain(alpha).in(profile);
    return header(
        width,
        height,
        orientation,
        frame.map(area -> coding.drawnIn(area, width, height)).orElse(coding));
  }

  private void chunk() throws UnfitPicture {
    String kind = chunks.characters(4);
    ByteCursor content = content();
    if (kind.equals(FRAME) && frameEnd.isEmpty()) {
      frameEnd = OptionalInt.of(chunks.position());
      frame =
          Optional.of(
              new Area(
                  2 * content.littleEndian24(),
                  2 * content.littleEndian24(),
                  content.littleEndian24() + 1,
                  content.littleEndian24() + 1));
    } else if (kind.equals("ICCP")) {
      profile = ColourProfile.of(content);
    } else if (kind.equals("EXIF")) {
      if (content.has(0, "Exif\0\0")) { // some programs write JPEG's prefix before it
        content.skip(6);
      }
      exif = Optional.of(content.twin());
      orientation = ExifOrientation.in(content);
    }
  }

  private ByteCursor content() throws UnfitPicture {
    long length = chunks.littleEndian32();
    ByteCursor content = chunks.slice(length);
    boolean odd = (length & 1) != 0;
    endsUnpadded = odd && chunks.remaining() == 0;
    chunks.skip(odd && !endsUnpadded ? 1 : 0);
    return content;
  }

  private static PictureHeader header(
      int width, int height, Orientation orientation, Coding coding) {
    return new PictureHeader(SourceFormat.WEBP, width, height, orientation, coding);
  }
}
