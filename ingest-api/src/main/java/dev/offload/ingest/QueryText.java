package dev.offload.ingest;

import java.util.List;
import java.util.Map;

/// Reads query parameters as they were sent. The framework takes an empty one for absent.
public final class QueryText {

  private QueryText() {}

  /// Null if it was not sent, and the first value if it was sent several times.
  public static String of(Map<String, List<String>> query, String name) {
    return query.containsKey(name) ? query.get(name).getFirst() : null;
  }
}
