package dev.offload.image.header;

/// The codes of a frame of a GIF (variable-length LZW), which are read without making pixels
/// of them.
///
/// A code may reset the decoder's table. That takes a thousand times as long as any other code: a
/// million of them took the library twelve seconds. Writers that do without compression reset it
/// every few hundred pixels, and some with few colours every second one.
final class GifCodes {
  private static final long FREE_RESETS = 200_000;
  private static final int PIXELS_PER_RESET = 64;
  private static final int MOST_BITS = 12;
  private static final int LEAST_BITS = 3;

  private final int reset;
  private final int leastBits;
  private int bits;
  private int known;
  private int pending;
  private int filled;
  private long resets;
  private boolean ended;

  private GifCodes(int colourBits) {
    this.reset = 1 << colourBits;
    this.leastBits = colourBits + 1;
    begin();
  }

  /// Reads the blocks of a frame, to the end of the last one.
  ///
  /// @param cursor where the size of its codes is
  /// @param pixels that the frame has
  /// @return whether there was an empty block at the end, and not the end of the file
  /// @throws UnfitPicture if the table is reset much more often than any writer does it
  static boolean read(ByteCursor cursor, long pixels) throws UnfitPicture {
    int colourBits = cursor.unsigned8();
    boolean readable = colourBits + 1 >= LEAST_BITS && colourBits + 1 <= MOST_BITS;
    GifCodes codes = new GifCodes(readable ? colourBits : LEAST_BITS);
    long most = FREE_RESETS + pixels / PIXELS_PER_RESET;
    int length = cursor.unsigned8();
    while (length > 0) {
      int from = cursor.position();
      cursor.skip(length);
      for (int at = from; at < cursor.position() && readable; at++) {
        codes.add(Byte.toUnsignedInt(cursor.array()[at]));
      }
      if (codes.resets > most) {
        throw UnfitPicture.corrupt(
            "a frame of the GIF resets its table of codes more than %,d times for %,d pixels"
                .formatted(most, pixels));
      }
      if (cursor.remaining() == 0) {
        return false;
      }
      length = cursor.unsigned8();
    }
    return true;
  }

  private void add(int eightBits) {
    if (ended) {
      return;
    }
    pending |= eightBits << filled;
    filled += Byte.SIZE;
    while (filled >= bits && !ended) {
      int code = pending & ((1 << bits) - 1);
      pending >>>= bits;
      filled -= bits;
      take(code);
    }
  }

  private void take(int code) {
    if (code == reset || code == reset + 1) {
      resets++;
      begin();
      return;
    }
    if (known < 1 << MOST_BITS) {
      // A code that nobody knows yet ends the work of any decoder.
      ended = code > known;
      known++;
    }
    if (known == 1 << bits && bits < MOST_BITS) {
      bits++;
    }
  }

  private void begin() {
    bits = leastBits;
    known = reset + 1;
  }
}
