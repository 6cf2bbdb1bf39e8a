package dev.offload.bench.measure;

import dev.offload.bench.figure.Figure;
import java.io.IOException;
import java.util.Map;

/// One thing that can be measured repeatedly.
public interface Measure {
  /// Its name on the command line.
  String name();

  /// Whether it is measured only if it is named, because it takes so long.
  default boolean onlyByName() {
    return false;
  }

  Map<Figure, Double> run(Subject subject) throws IOException, InterruptedException;
}
