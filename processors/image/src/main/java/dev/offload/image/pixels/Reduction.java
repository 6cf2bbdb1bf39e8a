package dev.offload.image.pixels;

import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.SourceFormat;
import java.util.List;

/// How much smaller a picture is decoded. Decoding a JPEG to a half, a quarter or an eighth of
/// its sides takes a fraction of the work. Outputs are then resized from that.
public enum Reduction {
  EIGHTH(8),
  QUARTER(4),
  HALF(2),
  NONE(1);

  /// Resizing from less than twice the wanted size is visible.
  private static final int SPARE = 2;

  private final int divisor;

  Reduction(int divisor) {
    this.divisor = divisor;
  }

  /// The strongest reduction that leaves at least twice the width and height that any of the
  /// samplings needs. All sizes are of the upright picture.
  public static Reduction forAll(PictureHeader header, List<Sampling> samplings) {
    if (header.format() != SourceFormat.JPEG) {
      return NONE;
    }
    for (Reduction reduction : values()) {
      if (samplings.stream().allMatch(reduction::suffices)) {
        return reduction;
      }
    }
    return NONE;
  }

  /// The length of a side after the reduction, rounded like JPEG decoders do.
  public int of(int side) {
    return Math.ceilDiv(side, divisor);
  }

  /// What is left of an area, or of the bytes that it takes.
  public long ofArea(long pixels) {
    return Math.ceilDiv(pixels, (long) divisor * divisor);
  }

  private boolean suffices(Sampling sampling) {
    boolean enough =
        of(sampling.width()) >= SPARE * sampling.layout().scaledWidth()
            && of(sampling.height()) >= SPARE * sampling.layout().scaledHeight();
    return enough || this == NONE;
  }
}
