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
  /// layouts needs. All sizes are of the upright picture.
  public static Reduction forLayouts(PictureHeader header, List<Layout> layouts) {
    if (header.format() != SourceFormat.JPEG) {
      return NONE;
    }
    for (Reduction reduction : values()) {
      if (layouts.stream().allMatch(layout -> reduction.suffices(header, layout))) {
        return reduction;
      }
    }
    return NONE;
  }

  /// The length of a side after the reduction, rounded like JPEG decoders do.
  public int of(int side) {
    return Math.ceilDiv(side, divisor);
  }

  private boolean suffices(PictureHeader header, Layout layout) {
    boolean enough =
        of(header.width()) >= SPARE * layout.scaledWidth()
            && of(header.height()) >= SPARE * layout.scaledHeight();
    return enough || this == NONE;
  }
}
