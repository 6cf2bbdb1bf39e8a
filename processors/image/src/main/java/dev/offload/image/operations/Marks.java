package dev.offload.image.operations;

import dev.offload.image.header.UnfitPicture;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// The pictures of a task's watermarks, by the ids of their files. Whoever has them closes them.
public final class Marks implements AutoCloseable {
  private final Map<String, Mark> marks;

  public Marks(Map<String, Mark> marks) {
    this.marks = new LinkedHashMap<>(marks);
  }

  public static Marks none() {
    return new Marks(Map.of());
  }

  public Collection<Mark> all() {
    return marks.values();
  }

  /// Decodes all of them.
  public void decode() throws UnfitPicture {
    for (Map.Entry<String, Mark> mark : marks.entrySet()) {
      try {
        mark.getValue().decode();
      } catch (UnfitPicture e) {
        throw e.about("the watermark " + mark.getKey());
      }
    }
  }

  Stamp stamp(String file) {
    return marks.get(file);
  }

  @Override
  public void close() {
    marks.values().forEach(Mark::close);
  }
}
