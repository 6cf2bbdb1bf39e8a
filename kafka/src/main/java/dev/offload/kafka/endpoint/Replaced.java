package dev.offload.kafka.endpoint;

import dev.offload.schemas.config.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the latest revisions of endpoints have replaced, so that a writer sees whether it has
/// written over a change that it did not know.
final class Replaced {
  private static final int MOST_KEPT = 1_000;

  private final Map<String, Optional<Endpoint>> byRevision =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Endpoint>> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /// `before` is null if there was nothing. A revision that is put back later has replaced
  /// what it did at first.
  synchronized void note(Endpoint written, Endpoint before) {
    byRevision.putIfAbsent(written.revision(), Optional.ofNullable(before));
  }

  synchronized Optional<Endpoint> by(Endpoint written) {
    return byRevision.getOrDefault(written.revision(), Optional.empty());
  }
}
