package dev.offload.bench.figure;

import java.util.List;

/// The middle of several values, or the mean of the middle two.
public final class Median {
  private Median() {}

  public static double of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    boolean isOdd = sorted.size() % 2 == 1;
    return isOdd ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
