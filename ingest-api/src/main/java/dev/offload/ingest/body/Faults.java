package dev.offload.ingest.body;

import dev.offload.ingest.problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The mistakes found in a body so far.
public final class Faults {

  /// More mistakes than this would help nobody.
  private static final int MAX = 50;

  private final List<FieldError> found = new ArrayList<>();

  public void add(String pointer, String detail) {
    if (found.size() < MAX) {
      found.add(new FieldError(pointer, detail));
    }
  }

  /// The same. The result stands for the value that is missing because of it.
  public <T> Optional<T> refuse(String pointer, String detail) {
    add(pointer, detail);
    return Optional.empty();
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public List<FieldError> list() {
    return List.copyOf(found);
  }
}
