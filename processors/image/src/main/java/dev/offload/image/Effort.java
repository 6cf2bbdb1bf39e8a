package dev.offload.image;

import dev.offload.image.faces.FaceFinder;
import dev.offload.image.faces.FaceReader;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.operations.Cut;
import dev.offload.image.operations.Filtering;
import dev.offload.image.operations.Flattening;
import dev.offload.image.operations.Marking;
import dev.offload.image.operations.Mirroring;
import dev.offload.image.operations.Move;
import dev.offload.image.operations.Scaling;
import dev.offload.image.operations.Turn;
import dev.offload.image.pixels.Filter;
import java.util.List;

/// How much there is to compute for a task, in pixels that are read or written. The weights
/// are those of a processor's time, rounded: a filter takes more than a copy, and a look of a
/// network as long as millions of pixels.
final class Effort {
  /// Minutes of one processor.
  private static final long MOST = 20_000_000_000L;

  private static final int WRITING = 5;

  /// Once as wanted, seven times while the range of 1 to 100 is halved, and once more if the last
  /// was too large.
  private static final int SEARCHES = 9;

  private static final double QUICK_LOOK = 5_000_000;
  private static final double THOROUGH_LOOK = 40_000_000;
  private static final double READ_FACE = 2_000_000;

  private final FaceFinder finder;

  /// Of all searches for faces so far.
  private double searches;

  Effort(FaceFinder finder) {
    this.finder = finder;
  }

  /// Counts the search for faces in a picture before it begins.
  ///
  /// @param read whether more is wanted of them than their places
  void search(PictureHeader picture, boolean read) throws UnfitPicture {
    searches +=
        picture.pixels()
            + finder.looks(picture.width(), picture.height()) * QUICK_LOOK
            + (finder.isThorough() ? THOROUGH_LOOK : 0)
            + (read ? FaceReader.MOST_FACES * READ_FACE : 0);
    if (searches > MOST) {
      throw UnfitPicture.tooLarge(
          ("to look for faces in all pictures of the task would compute %,.0f pixels; at most %,d are"
                  + " allowed. Compare with fewer or smaller pictures")
              .formatted(searches, MOST));
    }
  }

  /// Requires that the outputs can be made, beside the searches so far.
  void require(List<OutputPlan> outputs) throws UnfitPicture {
    double all = searches;
    for (OutputPlan output : outputs) {
      all += of(output);
      if (all > MOST) {
        throw UnfitPicture.tooLarge(
            "the operations up to those of output %s would compute %,.0f pixels; at most %,d are"
                    .formatted(output.name(), all, MOST)
                + " allowed for all outputs of a task, with the searches for faces. Ask for fewer or"
                + " smaller outputs, use smaller watermarks, or resize before other operations");
      }
    }
  }

  private static double of(OutputPlan output) {
    double moves = output.chain().moves().stream().mapToDouble(Effort::of).sum();
    int written = output.encoding().maxBytes().isPresent() ? SEARCHES : 1;
    double one = moves + (double) output.chain().end().pixels() * WRITING * written;
    return output.frames() * (output.animated() ? one + output.chain().start().pixels() : one);
  }

  private static double of(Move move) {
    long pixels = move.after().pixels();
    return switch (move) {
      case Cut _ -> 0;
      case Flattening _, Mirroring _, Turn _ -> pixels;
      case Marking marking -> pixels + marking.stamp().pixels();
      case Scaling scaling -> Math.max(pixels, scaling.before().pixels());
      case Filtering filtering -> pixels * (1 + spread(filtering.filter()));
    };
  }

  /// How far a filter looks.
  private static double spread(Filter filter) {
    return switch (filter) {
      case Filter.Blurred blurred -> blurred.sigma();
      case Filter.Sharpened sharpened -> sharpened.sigma();
      case Filter.Grey _ -> 0;
    };
  }
}
