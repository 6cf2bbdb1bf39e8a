package dev.offload.e2e.drill;

import java.util.ArrayList;
import java.util.List;

/// The findings of a drill: figures to print, and faults that make it fail.
public final class Findings {
  private final List<String> faults = new ArrayList<>();

  /// Prints a figure or an event at once.
  void note(String line) {
    System.out.println(line);
  }

  void fault(String fault) {
    faults.add(fault);
  }

  public List<String> faults() {
    return List.copyOf(faults);
  }
}
