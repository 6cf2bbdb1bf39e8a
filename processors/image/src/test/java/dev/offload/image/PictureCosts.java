package dev.offload.image;

import dev.offload.image.header.PictureHeader;
import dev.offload.image.pixels.Reduction;
import java.util.List;

/// The costs of pictures, for tests of other packages.
public final class PictureCosts {
  private PictureCosts() {}

  /// The cost of decoding a picture and making nothing of it.
  public static long ofDecoding(long fileSize, PictureHeader header, Reduction reduction) {
    return PictureCost.of(fileSize, header, new WorkPlan(List.of(), false, reduction));
  }
}
