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
import java.util.function.Consumer;

/// Reads the faces that a task compares with. Only one of the pictures is in memory at a time.
///
/// @param effort counts the searches
/// @param cancellation asked before each part of the work
record Comparison(
    Sources sources,
    Effort effort,
    PictureMemory memory,
    FaceTools tools,
    Cancellation cancellation) {
  private static final WorkPlan LOOK = new WorkPlan(List.of(), true, Reduction.NONE);
  private static final FaceReader.Wanted DESCRIPTOR = new FaceReader.Wanted(0, true);

  /// All that `asked` names.
  ///
  /// @param done told of each picture that was read
  KnownFaces read(ImageTask.Faces asked, String tenant, Consumer<String> done)
      throws IOException, UnfitPicture, InterruptedException {
    KnownFaces known = new KnownFaces();
    for (CompareTo other : asked.compareTo()) {
      switch (other) {
        case CompareTo.Picture(String file) -> {
          known.addPicture(file, facesOf(file));
          done.accept("faces of " + file + " read");
        }
        case CompareTo.Task task -> known.addTask(task.task().toString(), task.descriptors());
      }
    }
    if (asked.gallery() != null) {
      known.addGallery(tools.galleries().faces(tenant, asked.gallery()));
    }
    return known;
  }

  private List<Face> facesOf(String id) throws IOException, UnfitPicture, InterruptedException {
    cancellation.check();
    TaskFiles.Info file = sources.find(id);
    try (Share _ = memory.files().take(file.size(), "the file")) {
      return faces(sources.read(file));
    } catch (UnfitPicture e) {
      throw e.about("the picture to compare with, " + id);
    }
  }

  private List<Face> faces(byte[] file) throws UnfitPicture, InterruptedException {
    PictureHeader header = PictureHeader.read(file);
    sources.limits().requirePixels(header);
    effort.search(header, true);
    long cost = PictureCost.of(file.length, header, LOOK);
    try (Share _ = memory.pixels().take(cost, "it");
        Picture picture = Decoder.decode(file, header, Reduction.NONE)) {
      List<Face> found =
          tools.finder().find(picture, header.width(), header.height(), cancellation);
      return tools.reader().read(picture, header.width(), found, DESCRIPTOR, cancellation);
    }
  }
}
