package dev.offload.image.pixels;

import dev.offload.image.header.Coding;
import dev.offload.image.header.UnfitPicture;
import java.awt.color.ColorSpace;
import java.util.Optional;

/// The ICC profile of a picture, as far as its outputs can have it, too.
///
/// Their pixels are red, green and blue. So the profile of a grey picture or of CMYK is of no
/// use to them.
public final class OwnProfile {
  /// What one segment of a JPEG has room for. The encoder makes no second one.
  private static final int MOST_BYTES = 65_519;

  private OwnProfile() {}

  /// Empty if the outputs have to be in sRGB.
  ///
  /// @throws UnfitPicture if it is a profile of high dynamic range
  public static Optional<byte[]> of(Coding coding) throws UnfitPicture {
    return StandardColours.profile(coding)
        .filter(icc -> icc.getColorSpaceType() == ColorSpace.TYPE_RGB)
        .map(_ -> coding.profile().icc())
        .filter(icc -> icc.length <= MOST_BYTES);
  }
}
