package dev.offload.image;

import dev.offload.image.faces.FaceConfig;
import dev.offload.image.faces.FaceFinder;
import dev.offload.image.faces.FaceReader;

/// The networks that find and read faces.
record FaceTools(FaceFinder finder, FaceReader reader) implements AutoCloseable {

  static FaceTools of(FaceConfig config) {
    return new FaceTools(new FaceFinder(config), new FaceReader());
  }

  @Override
  public void close() {
    finder.close();
    reader.close();
  }
}
