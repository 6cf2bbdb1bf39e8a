package dev.offload.image;

import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.pixels.Layout;
import dev.offload.image.pixels.OutputFormat;

/// The limits of pictures. They are checked before anything of that size is allocated.
record ImageLimits(long maxFileSize, long maxPixels) {

  static ImageLimits of(ImageConfig config) {
    return new ImageLimits(config.maxFileSize().asLongValue(), config.maxPixels());
  }

  void requireFileSize(long size) throws UnfitPicture {
    if (size > maxFileSize) {
      throw UnfitPicture.tooLarge(
          "the file has %,d bytes; at most %,d are allowed".formatted(size, maxFileSize));
    }
  }

  void requirePixels(PictureHeader header) throws UnfitPicture {
    if (header.pixels() > maxPixels) {
      throw UnfitPicture.tooLarge(
          "the picture has %,d × %,d pixels; at most %,d are allowed"
              .formatted(header.width(), header.height(), maxPixels));
    }
  }

  void requireOutput(String name, Layout layout, OutputFormat format) throws UnfitPicture {
    if (layout.pixels() > maxPixels) {
      throw UnfitPicture.tooLarge(
          "output %s would need %,d pixels; at most %,d are allowed"
              .formatted(name, layout.pixels(), maxPixels));
    }
    if (Math.max(layout.canvasWidth(), layout.canvasHeight()) > format.maxSide()) {
      throw UnfitPicture.tooLarge(
          "output %s would have %,d × %,d pixels; a %s has at most %,d per side"
              .formatted(
                  name,
                  layout.canvasWidth(),
                  layout.canvasHeight(),
                  format.label(),
                  format.maxSide()));
    }
  }
}
