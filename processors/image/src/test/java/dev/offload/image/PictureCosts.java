package dev.offload.image;

import dev.offload.image.header.PictureHeader;
import dev.offload.image.pixels.Reduction;
import java.util.List;

/// What pictures cost, for tests of other packages.
public final class PictureCosts {
  private PictureCosts() {}

  /// Of a picture that is decoded, and nothing is made of it.
  public static long ofDecoding(long fileSize, PictureHeader header, Reduction reduction) {
    return PictureCost.of(fileSize, header, new WorkPlan(List.of(), false, reduction));
  }
}
