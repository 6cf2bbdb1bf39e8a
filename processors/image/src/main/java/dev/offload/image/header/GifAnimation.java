package dev.offload.image.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All frames of a GIF, of which none is decoded yet.
///
/// @param width of the canvas on which they are drawn
/// @param plays how often it is shown; 0: for ever
public record GifAnimation(int width, int height, List<Frame> frames, int plays) {
  private static final byte FRAME = 0x2C;
  private static final int HUNDREDTH = 10;

  /// Browsers take shorter times as a mistake.
  private static final int SHORTEST = 20;

  private static final int INSTEAD_OF_SHORTER = 100;

  /// A frame as it is in the file.
  ///
  /// @param place where it is drawn; it may lie outside of the canvas
  /// @param disposal what becomes of it afterwards
  /// @param milliseconds how long it is shown
  /// @param transparent whether some of its pixels may show what was there before
  /// @param file a GIF of this frame alone
  public record Frame(
      Area place, Disposal disposal, int milliseconds, boolean transparent, Excerpt file) {

    /// The header of its file.
    public PictureHeader header() {
      return new PictureHeader(
          SourceFormat.GIF,
          place.width(),
          place.height(),
          Orientation.UPRIGHT,
          Coding.plain(transparent));
    }

    public long pixels() {
      return (long) place.width() * place.height();
    }
  }

  /// Walks the whole file.
  ///
  /// @param gif a file whose header has been read
  /// @param most how many frames it may have
  /// @throws UnfitPicture if it is cut off or damaged, or has more frames
  public static GifAnimation read(byte[] gif, PictureHeader header, int most) throws UnfitPicture {
    GifBlocks blocks = new GifBlocks(new ByteCursor(gif));
    List<Frame> frames = new ArrayList<>();
    Optional<GifBlocks.Frame> next = blocks.next();
    while (next.isPresent()) {
      if (frames.size() == most) {
        throw UnfitPicture.tooLarge(
            "the GIF has more than %,d frames, which is the most that an animated output may have"
                .formatted(most));
      }
      frames.add(frame(gif, blocks, next.get()));
      next = blocks.next();
    }
    return new GifAnimation(
        header.storedWidth(), header.storedHeight(), List.copyOf(frames), blocks.plays());
  }

  public Motion motion() {
    long largest = (long) width * height;
    long all = 0;
    for (Frame frame : frames) {
      largest = Math.max(largest, frame.pixels());
      all += Math.max((long) width * height, frame.pixels());
    }
    return new Motion(frames.size(), largest, all);
  }

  private static Frame frame(byte[] gif, GifBlocks blocks, GifBlocks.Frame frame) {
    Area place = frame.area();
    GifBlocks.Control control = frame.control();
    int milliseconds = control.hundredths() * HUNDREDTH;
    return new Frame(
        place,
        Disposal.of(control.disposal()),
        milliseconds < SHORTEST ? INSTEAD_OF_SHORTER : milliseconds,
        control.clear() >= 0,
        GifStructure.ended(
            new Excerpt()
                .bytes(screen(place, blocks.screenFlags()))
                .part(gif, blocks.coloursFrom(), blocks.coloursTo())
                .bytes(transparency(control.clear()))
                .bytes(FRAME, (byte) 0, (byte) 0, (byte) 0, (byte) 0)
                .bytes(size(place))
                .part(gif, frame.from(), frame.to()),
            frame));
  }

  /// A screen that is as large as the frame.
  private static byte[] screen(Area place, int flags) {
    byte[] size = size(place);
    return new byte[] {
      'G', 'I', 'F', '8', '9', 'a', size[0], size[1], size[2], size[3], (byte) flags, 0, 0
    };
  }

  private static byte[] transparency(int clear) {
    return clear < 0 ? new byte[0] : new byte[] {0x21, (byte) 0xF9, 4, 1, 0, 0, (byte) clear, 0};
  }

  private static byte[] size(Area place) {
    int width = place.width();
    int height = place.height();
    return new byte[] {(byte) width, (byte) (width >> 8), (byte) height, (byte) (height >> 8)};
  }
}
