package dev.offload.image;

import dev.offload.image.faces.FaceFinder;
import dev.offload.image.faces.FaceReader;
import dev.offload.worker.FaceGalleries;

/// The networks that find and read faces, and the faces that tenants know.
record FaceTools(FaceFinder finder, FaceReader reader, FaceGalleries galleries)
    implements AutoCloseable {
  /// A copy of the large networks takes a fraction of it, beside the pictures.
  private static final long PICTURES_PER_COPY = 512L << 20;

  static FaceTools of(ImageConfig config, PictureMemory memory, FaceGalleries galleries) {
    int copies = copies(memory.pixels().bytes(), Runtime.getRuntime().availableProcessors());
    return new FaceTools(new FaceFinder(config.faces(), copies), new FaceReader(copies), galleries);
  }

  /// How many copies there may be of each large network. More than one for each processor would
  /// only wait.
  static int copies(long pictures, int processors) {
    return Math.clamp(pictures / PICTURES_PER_COPY, 1, Math.max(1, processors));
  }

  @Override
  public void close() {
    finder.close();
    reader.close();
  }
}
