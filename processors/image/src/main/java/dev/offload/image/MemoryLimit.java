package dev.offload.image;

import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import java.util.function.ToLongFunction;

/// How large a picture may be where there is so much memory for all pictures. It depends on the
/// picture, since one of opaque pixels that becomes a thumbnail takes a small part of what another
/// of as many pixels takes.
///
/// @param available in bytes
/// @param cost of the work on a picture with this header, in bytes
record MemoryLimit(long available, ToLongFunction<PictureHeader> cost) {

  void require(PictureHeader header) throws UnfitPicture {
    if (fits(header)) {
      return;
    }
    long most = mostPixels(header);
    throw UnfitPicture.tooLarge(
        "the picture has %,d × %,d pixels and needs %,d MB of memory while it is worked on; this"
                .formatted(header.width(), header.height(), megabytes(cost.applyAsLong(header)))
            + " worker has %,d MB for all pictures, ".formatted(megabytes(available))
            + (most > 0
                ? "enough for %,d pixels of such a picture. Send it smaller, ask for"
                    .formatted(most)
                : "too little for the file and its outputs. Send a smaller file, ask for")
            + " smaller outputs, or give the worker more memory (offload.image.memory)");
  }

  /// The most pixels that a picture like this one may have. 0: the file and its outputs alone are
  /// too much.
  long mostPixels(PictureHeader header) {
    int fits = 0;
    int tooLong = Math.max(header.width(), header.height());
    while (tooLong - fits > 1) {
      int between = (fits + tooLong) >>> 1;
      if (fits(header.withLongerSide(between))) {
        fits = between;
      } else {
        tooLong = between;
      }
    }
    return fits == 0 ? 0 : header.withLongerSide(fits).pixels();
  }

  private boolean fits(PictureHeader header) {
    return cost.applyAsLong(header) <= available;
  }

  private static long megabytes(long bytes) {
    return Math.ceilDiv(bytes, 1L << 20);
  }
}
