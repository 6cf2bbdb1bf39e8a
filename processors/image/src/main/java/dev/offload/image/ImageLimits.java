package dev.offload.image;

import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.operations.Cut;
import dev.offload.image.operations.Move;
import dev.offload.image.operations.Scaling;
import dev.offload.image.operations.Shape;
import dev.offload.image.pixels.OutputFormat;

/// The limits of pictures. They are checked before anything of that size is allocated.
record ImageLimits(long maxFileSize, long maxPixels, int maxFrames) {

  static ImageLimits of(ImageConfig config) {
    return new ImageLimits(
        config.maxFileSize().asLongValue(), config.maxPixels(), config.maxFrames());
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
    int maxSide = header.format().maxSide();
    if (Math.max(header.storedWidth(), header.storedHeight()) > maxSide) {
      throw UnfitPicture.tooLarge(
          "the picture has %,d × %,d pixels; a %s may have at most %,d per side"
              .formatted(header.width(), header.height(), header.format().label(), maxSide));
    }
    if (header.motion().pixels() > maxPixels) {
      throw UnfitPicture.tooLarge(
          "the %,d frames of the animation have %,d pixels together; at most %,d are allowed"
              .formatted(header.motion().frames(), header.motion().pixels(), maxPixels));
    }
  }

  void requireOutput(OutputPlan output) throws UnfitPicture {
    for (Move move : output.chain().moves()) {
      requireMove(output.name(), move);
    }
    Shape made = output.chain().end();
    if (output.animated() && made.pixels() * output.frames() > maxPixels) {
      throw UnfitPicture.tooLarge(
          "output %s would have %,d frames of %,d × %,d pixels; at most %,d are allowed in all"
              .formatted(output.name(), output.frames(), made.width(), made.height(), maxPixels));
    }
    OutputFormat format = output.format();
    if (Math.max(made.width(), made.height()) > format.maxSide()) {
      throw UnfitPicture.tooLarge(
          "output %s would have %,d × %,d pixels; a %s has at most %,d per side"
              .formatted(
                  output.name(), made.width(), made.height(), format.label(), format.maxSide()));
    }
  }

  private void requireMove(String output, Move move) throws UnfitPicture {
    if (move instanceof Scaling scaling && scaling.layout().pixels() > maxPixels) {
      throw UnfitPicture.tooLarge(
          "output %s would need %,d pixels; at most %,d are allowed"
              .formatted(output, scaling.layout().pixels(), maxPixels));
    }
    if (move instanceof Cut cut && cut.isOutside()) {
      throw UnfitPicture.outside(
          "output %s is cropped from %,d, %,d, which is outside of its %,d × %,d pixels"
              .formatted(
                  output,
                  cut.asked().x(),
                  cut.asked().y(),
                  cut.before().width(),
                  cut.before().height()));
    }
  }
}
