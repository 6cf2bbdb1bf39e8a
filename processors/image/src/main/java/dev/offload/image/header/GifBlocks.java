package dev.offload.image.header;

import java.util.Optional;

/// The blocks of a GIF file (GIF89a specification), frame by frame.
final class GifBlocks {
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xF9;
  private static final int APPLICATION = 0xFF;
  private static final int FRAME = 0x2C;
  private static final int TRAILER = 0x3B;
  private static final int DISPOSAL_AT = 2;
  private static final int DISPOSALS = 7;
  private static final int FOR_EVER = 0;

  /// How often an animation is shown is an extension of Netscape's that all viewers know. The
  /// other name is of the same.
  private static final String NETSCAPE = "\u000BNETSCAPE2.0\u0003\u0001";

  private static final String ANIMEXTS = "\u000BANIMEXTS1.0\u0003\u0001";

  private final ByteCursor cursor;
  private final int screenWidth;
  private final int screenHeight;
  private final int screenFlags;
  private final int coloursFrom;
  private final int coloursTo;

  /// How often it is shown again, after the first time; negative if the file does not say.
  private int repetitions = -1;

  GifBlocks(ByteCursor cursor) throws UnfitPicture {
    cursor.skip(6);
    this.cursor = cursor;
    this.screenWidth = cursor.littleEndian16();
    this.screenHeight = cursor.littleEndian16();
    this.screenFlags = cursor.unsigned8();
    cursor.skip(2);
    this.coloursFrom = cursor.position();
    cursor.skip(colours(screenFlags));
    this.coloursTo = cursor.position();
  }

  /// What is said of a frame before its pixels.
  ///
  /// @param disposal what becomes of it when it was shown, as the file has it
  /// @param hundredths of a second for which it is shown
  /// @param clear the colour that is transparent; -1 if none is
  record Control(int disposal, int hundredths, int clear) {
    private static final Control NONE = new Control(0, 0, -1);
  }

  /// A frame of the file.
  ///
  /// @param from where its flags are; its colours and pixels follow
  /// @param to where its pixels end
  /// @param terminated whether they end with an empty block. That may be missing at the end of
  ///     a file. The decoder finds out whether pixels are missing, too.
  record Frame(Area area, Control control, int from, int to, boolean terminated) {}

  int screenWidth() {
    return screenWidth;
  }

  int screenHeight() {
    return screenHeight;
  }

  /// The flags of the screen, of which only those of its colours matter.
  int screenFlags() {
    return screenFlags;
  }

  /// Where the colours of all frames begin.
  int coloursFrom() {
    return coloursFrom;
  }

  int coloursTo() {
    return coloursTo;
  }

  /// How often the animation is shown, as far as the file was read; 0: for ever.
  int plays() {
    if (repetitions == FOR_EVER) {
      return FOR_EVER;
    }
    return 1 + Math.max(0, repetitions);
  }

  /// The next frame; empty at the end of the file.
  Optional<Frame> next() throws UnfitPicture {
    Control control = Control.NONE;
    while (cursor.remaining() > 0) {
      int block = cursor.unsigned8();
      switch (block) {
        case EXTENSION -> control = extension(control);
        case FRAME -> {
          return Optional.of(frame(control));
        }
        case TRAILER -> {
          return Optional.empty();
        }
        default ->
            throw UnfitPicture.corrupt(
                "the GIF has an unknown block at byte %d".formatted(cursor.position() - 1));
      }
    }
    return Optional.empty();
  }

  private Control extension(Control before) throws UnfitPicture {
    Control control = before;
    int label = cursor.unsigned8();
    if (label == GRAPHIC_CONTROL && cursor.has(0, "\u0004")) {
      cursor.skip(1);
      int flags = cursor.unsigned8();
      int hundredths = cursor.littleEndian16();
      int clear = cursor.unsigned8();
      control =
          new Control(
              (flags >> DISPOSAL_AT) & DISPOSALS, hundredths, (flags & 1) != 0 ? clear : -1);
    } else if (label == APPLICATION && (cursor.has(0, NETSCAPE) || cursor.has(0, ANIMEXTS))) {
      cursor.skip(NETSCAPE.length());
      repetitions = cursor.littleEndian16();
    }
    skipSubBlocks();
    return control;
  }

  private Frame frame(Control control) throws UnfitPicture {
    Area area =
        new Area(
            cursor.littleEndian16(),
            cursor.littleEndian16(),
            cursor.littleEndian16(),
            cursor.littleEndian16());
    int from = cursor.position();
    cursor.skip(colours(cursor.unsigned8()));
    boolean terminated = GifCodes.read(cursor, (long) area.width() * area.height());
    return new Frame(area, control, from, cursor.position(), terminated);
  }

  private static int colours(int flags) {
    boolean table = (flags & 0x80) != 0;
    return table ? 3 << ((flags & 7) + 1) : 0;
  }

  private void skipSubBlocks() throws UnfitPicture {
    int length = cursor.unsigned8();
    while (length > 0) {
      cursor.skip(length);
      if (cursor.remaining() == 0) {
        return;
      }
      length = cursor.unsigned8();
    }
  }
}
