package dev.offload.image.header;

/// The transfer functions of high dynamic range (ITU-R BT.2100), by their code points in ITU-T
/// H.273. What their numbers stand for is brighter than what sRGB can show, so a picture with one
/// of them has to be mapped by somebody who knows what it is for.
public enum HighDynamicRange {
  PQ(16, "PQ (SMPTE ST 2084)"),
  HLG(18, "HLG (ARIB STD-B67)");

  private final int code;
  private final String title;

  HighDynamicRange(int code, String title) {
    this.code = code;
    this.title = title;
  }

  /// @throws UnfitPicture if the code is that of one of these
  public static void refuse(int transfer) throws UnfitPicture {
    for (HighDynamicRange range : values()) {
      if (range.code == transfer) {
        throw UnfitPicture.unsupported(
            "the picture has high dynamic range, with the transfer function %s, which is not read"
                    .formatted(range.title)
                + " here; send it in standard dynamic range, such as sRGB or Display P3");
      }
    }
  }
}
