package dev.offload.image;

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

/// How much there is to compute for the outputs of a task, in pixels that are read or written. The
/// weights are those of a processor's time, rounded: a filter takes more than a copy.
final class Effort {
  /// Minutes of one processor.
  private static final long MOST = 20_000_000_000L;

  private static final int WRITING = 5;

  /// Once as wanted, seven times while the range of 1 to 100 is halved, and once more if the last
  /// was too large.
  private static final int SEARCHES = 9;

  private Effort() {}

  static void require(List<OutputPlan> outputs) throws UnfitPicture {
    double all = 0;
    for (OutputPlan output : outputs) {
      all += of(output);
      if (all > MOST) {
        throw UnfitPicture.tooLarge(
            "the operations up to those of output %s would compute %,.0f pixels; at most %,d are"
                    .formatted(output.name(), all, MOST)
                + " allowed for all outputs of a task. Ask for fewer or smaller outputs, or resize"
                + " before other operations");
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
      case Flattening _, Marking _, Mirroring _, Turn _ -> pixels;
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
