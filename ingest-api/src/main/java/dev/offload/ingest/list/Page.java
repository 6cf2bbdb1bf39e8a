package dev.offload.ingest.list;

import java.util.List;
import java.util.function.Function;

/// A page of a list.
///
/// @param nextCursor null on the last page
public record Page<T>(List<T> items, String nextCursor) {
  public Page {
    items = List.copyOf(items);
  }

  public <V> List<V> map(Function<T, V> view) {
    return items.stream().map(view).toList();
  }
}
