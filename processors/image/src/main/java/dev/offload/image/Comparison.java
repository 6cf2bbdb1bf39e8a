package dev.offload.image;

import dev.offload.image.MemoryBudget.Share;
import dev.offload.image.faces.Face;
import dev.offload.image.faces.FaceReader;
import dev.offload.image.faces.KnownFaces;
import dev.offload.image.header.PictureHeader;
import dev.offload.image.header.UnfitPicture;
import dev.offload.image.pixels.Cancellation;
import dev.offload.image.pixels.Decoder;
import dev.offload.image.pixels.Picture;
import dev.offload.image.pixels.Reduction;
import dev.offload.worker.TaskFiles;
import java.io.IOException;
import java.util.List;

/// Reads the faces of pictures that a task compares with. Only one of the pictures is in memory at
/// a time.
record Comparison(Sources sources, ImageLimits limits, PictureMemory memory, FaceTools tools) {
  private static final WorkPlan LOOK = new WorkPlan(List.of(), true, Reduction.NONE);
  private static final FaceReader.Wanted DESCRIPTOR = new FaceReader.Wanted(0, true);

  /// Adds the faces of a picture.
  void read(String id, KnownFaces known, Cancellation cancellation)
      throws IOException, UnfitPicture, InterruptedException {
    TaskFiles.Info file = sources.find(id);
    try (Share _ = memory.files().take(file.size(), "the file")) {
      known.add(id, faces(sources.read(file), cancellation));
    } catch (UnfitPicture e) {
      throw e.about("the picture to compare with, " + id);
    }
  }

  private List<Face> faces(byte[] file, Cancellation cancellation)
      throws UnfitPicture, InterruptedException {
    PictureHeader header = PictureHeader.read(file);
    limits.requirePixels(header);
    long cost = PictureCost.of(file.length, header, LOOK);
    try (Share _ = memory.pixels().take(cost, "it");
        Picture picture = Decoder.decode(file, header, Reduction.NONE)) {
      List<Face> found =
          tools.finder().find(picture, header.width(), header.height(), cancellation);
      return tools.reader().read(picture, header.width(), found, DESCRIPTOR, cancellation);
    }
  }
}
