package dev.offload.ingest;

import java.util.List;
import java.util.Map;

/// Reads query parameters as they were sent, each at most once. The framework takes an empty one
/// for absent.
public final class QueryText {

  private QueryText() {}

  /// Null if it was not sent.
  public static String of(Map<String, List<String>> query, String name) {
    return query.containsKey(name) ? query.get(name).getFirst() : null;
  }
}
