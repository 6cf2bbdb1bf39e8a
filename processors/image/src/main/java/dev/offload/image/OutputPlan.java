package dev.offload.image;

import dev.offload.image.ImageTask.Metadata;
import dev.offload.image.ImageTask.Profile;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.operations.Chain;
import dev.offload.image.operations.Marks;
import dev.offload.image.operations.Setting;
import dev.offload.image.operations.Shape;
import dev.offload.image.pixels.Colour;
import dev.offload.image.pixels.Colours;
import dev.offload.image.pixels.Encoding;
import dev.offload.image.pixels.OutputFormat;
import dev.offload.schemas.task.OutputFile;
import java.util.OptionalLong;

/// An output with all its details decided, for a picture of known shape.
///
/// @param kept what it has of the source beside its pixels
/// @param frames how many pictures it has; 1 if it does not move
record OutputPlan(
    String name, Chain chain, Encoding encoding, Kept kept, Colour background, int frames) {

  /// What an output keeps.
  ///
  /// @param metadata whether the file gets the picture's EXIF data
  /// @param colours the standard ones, or those of the picture's own profile
  record Kept(boolean metadata, Colours colours) {
    static final Kept NOTHING = new Kept(false, Colours.STANDARD);

    private static Kept of(ImageTask.Output output, PictureHeader header) {
      boolean own = output.profile() == Profile.KEEP && !header.coding().profile().isNone();
      return new Kept(output.metadata() == Metadata.KEEP, own ? Colours.OWN : Colours.STANDARD);
    }
  }

  static OutputPlan of(
      ImageTask.Output output,
      PictureHeader header,
      Shape picture,
      Marks marks,
      ImageConfig config) {
    OutputFormat own = OutputFormat.like(header.format());
    OutputFormat format = output.format() == null ? own : output.format();
    Colour unnamed = format.transparent() ? Colour.TRANSPARENT : Colour.WHITE;
    Colour background = output.background() == null ? unnamed : output.background();
    Encoding encoding =
        Encoding.bare(
            format,
            output.quality() == null ? quality(format, config) : output.quality(),
            output.progressive(),
            output.maxBytes() == null ? OptionalLong.empty() : OptionalLong.of(output.maxBytes()));
    int frames = output.animated() ? header.motion().frames() : 1;
    Shape start = frames > 1 ? picture.withAlpha(true) : picture;
    Chain chain = Chain.of(start, output.steps(), new Setting(background, marks));
    return new OutputPlan(
        output.name(), chain, encoding, Kept.of(output, header), background, frames);
  }

  boolean animated() {
    return frames > 1;
  }

  OutputFormat format() {
    return encoding.format();
  }

  String fileName() {
    String end = "." + format().extension();
    return name.endsWith(end) ? name : name + end;
  }

  ImageResult.Output toOutput(OutputFile file) {
    Shape made = chain.end();
    return new ImageResult.Output(
        name,
        file.id(),
        made.width(),
        made.height(),
        format(),
        file.size(),
        animated() ? frames : null);
  }

  private static int quality(OutputFormat format, ImageConfig config) {
    return switch (format) {
      case JPEG -> config.jpegQuality();
      case WEBP -> config.webpQuality();
      case PNG -> 100; // lossless
    };
  }
}
