package dev.offload.image.header;

/// A GIF file (GIF89a specification) up to the end of its first frame. Later frames are not
/// looked at.
final class GifStructure {
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xF9;
  private static final int FRAME = 0x2C;
  private static final byte NO_MORE_DATA = 0;
  private static final byte TRAILER = 0x3B;

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
    cursor.skip(6);
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
    cursor.skip(8);
    int frameFlags = cursor.unsigned8();
    cursor.skip(colours(frameFlags) + 1L);
    boolean terminated = skipSubBlocks(cursor);
    return new FirstFrame(
        new PictureHeader(
            SourceFormat.GIF, width, height, Orientation.UPRIGHT, Coding.plain(alpha)),
        terminated);
  }

  /// A GIF of the first frame only: the file up to there, and what ends a frame and a file.
  static Excerpt meant(byte[] file) throws UnfitPicture {
    ByteCursor cursor = new ByteCursor(file);
    boolean terminated = walk(cursor).terminated();
    Excerpt meant = new Excerpt().part(file, 0, cursor.position());
    return terminated ? meant.bytes(TRAILER) : meant.bytes(NO_MORE_DATA, TRAILER);
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
