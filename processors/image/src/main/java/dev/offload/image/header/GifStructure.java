package dev.offload.image.header;

/// A GIF file (GIF89a specification) up to the end of its first frame. Later frames are not
/// looked at.
final class GifStructure {
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xF9;
  private static final int FRAME = 0x2C;
  private static final byte NO_MORE_DATA = 0;
  private static final byte TRAILER = 0x3B;
  private static final int SIZE_AT = 6;
  private static final int SIZE_BYTES = 4;
  private static final int LONGEST_SIDE = 0xFFFF;

  private GifStructure() {}

  /// @param terminated whether the frame ends with an empty block. That may be missing at the
  ///     end of a file. The decoder finds out whether pixels are missing too.
  private record FirstFrame(PictureHeader header, boolean terminated) {}

  static boolean starts(ByteCursor cursor) {
    return cursor.has(0, "GIF87a") || cursor.has(0, "GIF89a");
  }

  static PictureHeader read(ByteCursor cursor) throws UnfitPicture {
    return walk(cursor).header();
  }

  private static FirstFrame walk(ByteCursor cursor) throws UnfitPicture {
    cursor.skip(SIZE_AT);
    int width = cursor.littleEndian16();
    int height = cursor.littleEndian16();
    int flags = cursor.unsigned8();
    cursor.skip(2 + colours(flags));
    boolean alpha = false;
    int block = cursor.unsigned8();
    while (block == EXTENSION) {
      int label = cursor.unsigned8();
      if (label == GRAPHIC_CONTROL && cursor.has(0, "\u0004")) {
        cursor.skip(1);
        alpha = (cursor.unsigned8() & 1) != 0;
        cursor.skip(3);
      }
      skipSubBlocks(cursor);
      block = cursor.unsigned8();
    }
    if (block != FRAME) {
      throw UnfitPicture.corrupt("the GIF holds no picture");
    }
    Area frame =
        new Area(
            cursor.littleEndian16(),
            cursor.littleEndian16(),
            cursor.littleEndian16(),
            cursor.littleEndian16());
    width = side(width, frame.right());
    height = side(height, frame.bottom());
    int frameFlags = cursor.unsigned8();
    cursor.skip(colours(frameFlags) + 1L);
    boolean terminated = skipSubBlocks(cursor);
    return new FirstFrame(
        new PictureHeader(
            SourceFormat.GIF,
            width,
            height,
            Orientation.UPRIGHT,
            Coding.plain(alpha).drawnIn(frame, width, height)),
        terminated);
  }

  /// The screen of some GIFs is too small for their first frame, or has no size at all. Browsers
  /// enlarge it.
  private static int side(int ofScreen, long ofFrame) throws UnfitPicture {
    if (ofFrame > LONGEST_SIDE) {
      throw UnfitPicture.corrupt("the first frame of the GIF lies outside of any screen");
    }
    return Math.max(ofScreen, (int) ofFrame);
  }

  /// A GIF of the first frame only, on a screen that is large enough for it: the file up to there,
  /// and what ends a frame and a file.
  static Excerpt meant(byte[] file) throws UnfitPicture {
    ByteCursor cursor = new ByteCursor(file);
    FirstFrame frame = walk(cursor);
    int width = frame.header().storedWidth();
    int height = frame.header().storedHeight();
    Excerpt meant =
        new Excerpt()
            .part(file, 0, SIZE_AT)
            .bytes((byte) width, (byte) (width >> 8), (byte) height, (byte) (height >> 8))
            .part(file, SIZE_AT + SIZE_BYTES, cursor.position());
    return frame.terminated() ? meant.bytes(TRAILER) : meant.bytes(NO_MORE_DATA, TRAILER);
  }

  private static int colours(int flags) {
    boolean table = (flags & 0x80) != 0;
    return table ? 3 << ((flags & 7) + 1) : 0;
  }

  /// Returns whether there was an empty block at the end, and not the end of the file.
  private static boolean skipSubBlocks(ByteCursor cursor) throws UnfitPicture {
    int length = cursor.unsigned8();
    while (length > 0) {
      cursor.skip(length);
      if (cursor.remaining() == 0) {
        return false;
      }
      length = cursor.unsigned8();
    }
    return true;
  }
}
