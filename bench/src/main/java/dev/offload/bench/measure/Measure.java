package dev.offload.bench.measure;

import dev.offload.bench.figure.Figure;
import java.io.IOException;
import java.util.Map;

/// One thing to measure, as often as one likes.
public interface Measure {
  /// As it is called on the command line.
  String name();

  Map<Figure, Double> run(Subject subject) throws IOException, InterruptedException;
}
