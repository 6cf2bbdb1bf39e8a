package dev.offload.image.header;

/// A GIF file up to the end of its first frame. Later frames are not looked at.
final class GifStructure {
  private static final byte NO_MORE_DATA = 0;
  private static final byte TRAILER = 0x3B;
  private static final int SIZE_AT = 6;
  private static final int SIZE_BYTES = 4;
  private static final int LONGEST_SIDE = 0xFFFF;

  private GifStructure() {}

  private record FirstFrame(PictureHeader header, GifBlocks.Frame frame) {}

  static boolean starts(ByteCursor cursor) {
    return cursor.has(0, "GIF87a") || cursor.has(0, "GIF89a");
  }

  static PictureHeader read(ByteCursor cursor) throws UnfitPicture {
    return walk(cursor).header();
  }

  private static FirstFrame walk(ByteCursor cursor) throws UnfitPicture {
    GifBlocks blocks = new GifBlocks(cursor);
    GifBlocks.Frame frame =
        blocks.next().orElseThrow(() -> UnfitPicture.corrupt("the GIF holds no picture"));
    int width = side(blocks.screenWidth(), frame.area().right());
    int height = side(blocks.screenHeight(), frame.area().bottom());
    boolean alpha = frame.control().clear() >= 0;
    return new FirstFrame(
        new PictureHeader(
            SourceFormat.GIF,
            width,
            height,
            Orientation.UPRIGHT,
            Coding.plain(alpha).drawnIn(frame.area(), width, height)),
        frame);
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
    FirstFrame first = walk(new ByteCursor(file));
    int width = first.header().storedWidth();
    int height = first.header().storedHeight();
    Excerpt meant =
        new Excerpt()
            .part(file, 0, SIZE_AT)
            .bytes((byte) width, (byte) (width >> 8), (byte) height, (byte) (height >> 8))
            .part(file, SIZE_AT + SIZE_BYTES, first.frame().to());
    return ended(meant, first.frame());
  }

  /// The same with what ends this frame and a file.
  static Excerpt ended(Excerpt gif, GifBlocks.Frame frame) {
    return frame.terminated() ? gif.bytes(TRAILER) : gif.bytes(NO_MORE_DATA, TRAILER);
  }
}
