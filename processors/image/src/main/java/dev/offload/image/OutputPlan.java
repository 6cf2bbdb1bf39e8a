package dev.offload.image;

import dev.offload.image.ImageTask.Metadata;
import dev.offload.image.operations.Chain;
import dev.offload.image.operations.Marks;
import dev.offload.image.operations.Setting;
import dev.offload.image.operations.Shape;
import dev.offload.image.pixels.Colour;
import dev.offload.image.pixels.Encoding;
import dev.offload.image.pixels.OutputFormat;
import dev.offload.schemas.task.OutputFile;
import java.util.Optional;
import java.util.OptionalLong;

/// An output with all its details decided, for a picture of known shape.
///
/// @param keepsMetadata whether the file gets the picture's EXIF data
record OutputPlan(
    String name, Chain chain, Encoding encoding, boolean keepsMetadata, Colour background) {

  static OutputPlan of(
      ImageTask.Output output,
      Shape picture,
      OutputFormat ownFormat,
      Marks marks,
      ImageConfig config) {
    OutputFormat format = output.format() == null ? ownFormat : output.format();
    Colour unnamed = format.transparent() ? Colour.TRANSPARENT : Colour.WHITE;
    Colour background = output.background() == null ? unnamed : output.background();
    Encoding encoding =
        new Encoding(
            format,
            output.quality() == null ? quality(format, config) : output.quality(),
            output.progressive(),
            output.maxBytes() == null ? OptionalLong.empty() : OptionalLong.of(output.maxBytes()),
            Optional.empty());
    Chain chain = Chain.of(picture, output.steps(), new Setting(background, marks));
    return new OutputPlan(
        output.name(), chain, encoding, output.metadata() == Metadata.KEEP, background);
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
        name, file.id(), made.width(), made.height(), format(), file.size());
  }

  private static int quality(OutputFormat format, ImageConfig config) {
    return switch (format) {
      case JPEG -> config.jpegQuality();
      case WEBP -> config.webpQuality();
      case PNG -> 100; // lossless
    };
  }
}
