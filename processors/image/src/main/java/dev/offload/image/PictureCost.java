package dev.offload.image;

import dev.offload.image.header.Orientation;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.PixelForm;
import dev.offload.image.operations.Chain;
import dev.offload.image.operations.Mark;
import dev.offload.image.operations.Shape;
import dev.offload.image.pixels.OutputFormat;
import dev.offload.image.pixels.Reduction;

/// The most native memory that a picture takes while it is worked on, told from its header: its
/// decoded pixels, and the largest of what comes and goes beside them. The factors are bytes per
/// pixel, measured with OpenCV 4.13 and rounded up: docs/performance.md.
final class PictureCost {
  private static final int OPAQUE = 3;
  private static final int WITH_ALPHA = 4;
  private static final double SPARE = 1.1;
  private static final long FIXED = 16L << 20;

  /// Coefficients of all pixels in four components, whatever the reduction.
  private static final int BUFFERED_JPEG = 8;

  private static final int SIXTEEN_BITS = 8;
  private static final int WEBP_FRAMES = 8;
  private static final int GIF_FRAMES = 12;

  /// The canvas, a copy of it that is shown, and what a frame has covered.
  private static final int CANVASES = 3;

  private static final int TIFF_STRIP = 8;
  private static final int WIDE_TIFF_STRIP = 10;
  private static final int CLEAR_GREY = 8;

  private static final int ENCODED_JPEG = 4;
  private static final int ENCODED_PNG = 1;
  private static final int ENCODED_WEBP = 3;
  private static final int ENCODED_WEBP_WITH_ALPHA = 11;

  private final PictureHeader header;
  private final Reduction reduction;
  private final long decoded;
  private final int channels;

  private PictureCost(PictureHeader header, Reduction reduction) {
    this.header = header;
    this.reduction = reduction;
    this.decoded = (long) reduction.of(header.storedWidth()) * reduction.of(header.storedHeight());
    this.channels = header.alpha() ? WITH_ALPHA : OPAQUE;
  }

  static long of(long fileSize, PictureHeader header, WorkPlan plan) {
    PictureCost cost = new PictureCost(header, plan.reduction());
    long beside = Math.max(cost.decoding(), cost.turning());
    if (plan.faces()) {
      beside = Math.max(beside, cost.looking());
    }
    long hidden = plan.hidden() ? cost.hidden() : 0;
    beside = Math.max(beside, hidden + (plan.hidden() ? cost.hiding() : 0));
    for (OutputPlan output : plan.outputs()) {
      beside = Math.max(beside, hidden + cost.making(output));
    }
    long pictures = cost.decoded * cost.channels * (plan.isDecodedAgain() ? 2 : 1);
    return FIXED + fileSize + (long) (SPARE * (pictures + beside));
  }

  /// The most that decoding a picture takes, without what every picture takes, and with the result.
  static long ofMark(Mark mark) {
    PictureCost cost = new PictureCost(mark.header(), Reduction.NONE);
    long beside = Math.max(Math.max(cost.decoding(), cost.turning()), cost.weighing());
    return mark.fileSize() + (long) (SPARE * (cost.decoded * cost.channels + beside));
  }

  private long decoding() {
    PixelForm pixel = header.coding().pixel();
    return switch (header.format()) {
      case JPEG -> header.coding().buffered() ? header.pixels() * BUFFERED_JPEG : 0;
      case PNG ->
          header.pixels()
              * ((pixel.bits() > Byte.SIZE && pixel.alpha() ? SIXTEEN_BITS : 0)
                  + (pixel.clear().isPresent() ? CLEAR_GREY : 0));
      case WEBP -> header.pixels() * WEBP_FRAMES;
      case GIF -> header.pixels() * GIF_FRAMES;
      case TIFF -> header.pixels() * (pixel.bits() > Byte.SIZE ? WIDE_TIFF_STRIP : TIFF_STRIP);
      case BMP -> 0;
    };
  }

  private long turning() {
    return header.orientation() == Orientation.UPRIGHT ? 0 : decoded * channels;
  }

  /// Faces are looked for in a picture without opacity.
  private long looking() {
    return header.alpha() ? decoded * OPAQUE : 0;
  }

  /// Faces are hidden in a copy.
  private long hidden() {
    return decoded * channels;
  }

  /// A face can be as large as the picture: the part that hides it; colours apart from their
  /// opacity, and weighted by it.
  private long hiding() {
    return decoded * channels * (header.alpha() ? 3 : 1);
  }

  /// A mark is scaled with its colours weighted by their opacity.
  private long weighing() {
    return header.alpha() ? decoded * WITH_ALPHA : 0;
  }

  private long making(OutputPlan plan) {
    Shape made = plan.chain().end();
    Chain.Memory memory = plan.chain().memory(reduction);
    long writing = memory.held() + made.pixels() * encoding(plan.format(), made.alpha());
    long most = Math.max(memory.most(), writing);
    return plan.animated() ? most + playing(made) : most;
  }

  /// Beside a frame that is made: the canvas, the frame of the file, the frame that was made
  /// before it, and how they differ.
  private long playing(Shape made) {
    long frame = header.motion().largest() * (GIF_FRAMES + 2 * WITH_ALPHA);
    return header.pixels() * WITH_ALPHA * CANVASES + frame + 2 * made.bytes();
  }

  private static int encoding(OutputFormat format, boolean alpha) {
    return switch (format) {
      case JPEG -> ENCODED_JPEG + (alpha ? OPAQUE : 0);
      case PNG -> ENCODED_PNG;
      case WEBP -> alpha ? ENCODED_WEBP_WITH_ALPHA : ENCODED_WEBP;
    };
  }
}
