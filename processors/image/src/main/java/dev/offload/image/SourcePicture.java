package dev.offload.image;

import dev.offload.image.header.Exif;
import dev.offload.image.header.GifAnimation;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.SourceFormat;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.pixels.Colours;
import dev.offload.image.pixels.Encoding;
import dev.offload.image.pixels.OwnProfile;
import java.util.Optional;

/// The file of a task's picture, and what was read of it without decoding a pixel.
final class SourcePicture {
  private final byte[] bytes;
  private final PictureHeader header;
  private final Optional<GifAnimation> animation;

  private SourcePicture(byte[] bytes, PictureHeader header, Optional<GifAnimation> animation) {
    this.bytes = bytes;
    this.header = header;
    this.animation = animation;
  }

  /// @param animated whether all frames of an animation are wanted
  /// @param mostFrames how many it may have then
  static SourcePicture read(byte[] bytes, boolean animated, int mostFrames) throws UnfitPicture {
    PictureHeader header = PictureHeader.read(bytes);
    if (animated && header.isUnreadAnimation(bytes)) {
      throw UnfitPicture.unsupported(
          "of an animated %s the first frame alone is read; send a GIF, or leave animated out"
              .formatted(header.format().label()));
    }
    if (!animated || header.format() != SourceFormat.GIF) {
      return new SourcePicture(bytes, header, Optional.empty());
    }
    GifAnimation all = GifAnimation.read(bytes, header, mostFrames);
    return all.frames().size() > 1
        ? new SourcePicture(bytes, header.moving(all.motion()), Optional.of(all))
        : new SourcePicture(bytes, header, Optional.empty());
  }

  byte[] bytes() {
    return bytes;
  }

  PictureHeader header() {
    return header;
  }

  /// All frames, if all are wanted and there are several.
  Optional<GifAnimation> animation() {
    return animation;
  }

  /// How an output is written, with what it keeps of the source.
  Encoding encoding(OutputPlan plan) throws UnfitPicture {
    boolean own = plan.kept().colours() == Colours.OWN;
    return plan.encoding()
        .with(
            plan.kept().metadata() ? Exif.kept(bytes, header.format()) : Optional.empty(),
            own ? OwnProfile.of(header.coding()) : Optional.empty());
  }
}
