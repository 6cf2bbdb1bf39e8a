package dev.offload.image;

import dev.offload.image.header.GifAnimation;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.pixels.Cancellation;
import dev.offload.image.pixels.Encoder;
import dev.offload.image.pixels.GifPlayer;
import dev.offload.image.pixels.Picture;
import dev.offload.image.pixels.WebpAnimation;
import dev.offload.schemas.task.OutputFile;
import dev.offload.worker.TaskFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes the files of outputs.
///
/// @param source what animations are made from
/// @param cancellation asked before each operation, and before each frame of an animation
record OutputMaker(TaskFiles files, SourcePicture source, Cancellation cancellation) {

  /// @param shown the decoded picture, in the colours of the plan
  OutputFile make(OutputPlan plan, Picture shown) throws IOException, UnfitPicture {
    Path file = files.workDirectory().resolve(plan.fileName());
    try {
      if (plan.animated()) {
        animate(plan, source.animation().orElseThrow(), file);
      } else {
        draw(plan, shown, file);
      }
      return files.create(plan.fileName(), plan.format().contentType(), file);
    } catch (UnfitPicture e) {
      throw e.about("output " + plan.name());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void draw(OutputPlan plan, Picture picture, Path file) throws IOException, UnfitPicture {
    try (Picture made = plan.chain().applied(picture, cancellation);
        Picture shown =
            plan.format().transparent() ? made.shared() : made.flattenedOn(plan.background())) {
      Encoder.write(shown, source.encoding(plan), file, cancellation);
    }
  }

  /// Each frame becomes what the operations make of it.
  private void animate(OutputPlan plan, GifAnimation animation, Path file)
      throws IOException, UnfitPicture {
    int width = plan.chain().end().width();
    int height = plan.chain().end().height();
    int quality = plan.encoding().quality();
    try (GifPlayer player = new GifPlayer(animation);
        WebpAnimation written =
            new WebpAnimation(file, width, height, animation.plays(), quality)) {
      while (player.hasNext()) {
        cancellation.check();
        try (Picture shown = player.next();
            Picture made = plan.chain().applied(shown, cancellation)) {
          written.add(made, player.milliseconds());
        }
      }
    }
  }
}
