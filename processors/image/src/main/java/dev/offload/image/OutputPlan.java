package dev.offload.image;

import dev.offload.image.header.PictureHeader;
import dev.offload.image.pixels.Colour;
import dev.offload.image.pixels.Layout;
import dev.offload.image.pixels.OutputFormat;
import dev.offload.schemas.task.OutputFile;

/// An output with all its details decided, for a picture whose header is known.
record OutputPlan(String name, Layout layout, OutputFormat format, int quality, Colour background) {

  static OutputPlan of(ImageTask.Output output, PictureHeader header, ImageConfig config) {
    int width = header.width();
    int height = header.height();
    OutputFormat format =
        output.format() == null ? OutputFormat.like(header.format()) : output.format();
    Colour unnamed = format.transparent() ? Colour.TRANSPARENT : Colour.WHITE;
    return new OutputPlan(
        output.name(),
        output.resize() == null
            ? Layout.unchanged(width, height)
            : Layout.of(output.resize(), width, height),
        format,
        output.quality() == null ? quality(format, config) : output.quality(),
        output.background() == null ? unnamed : output.background());
  }

  String fileName() {
    String end = "." + format.extension();
    return name.endsWith(end) ? name : name + end;
  }

  ImageResult.Output toOutput(OutputFile file) {
    return new ImageResult.Output(
        name, file.id(), layout.canvasWidth(), layout.canvasHeight(), format, file.size());
  }

  private static int quality(OutputFormat format, ImageConfig config) {
    return switch (format) {
      case JPEG -> config.jpegQuality();
      case WEBP -> config.webpQuality();
      case PNG -> 100; // lossless
    };
  }
}
