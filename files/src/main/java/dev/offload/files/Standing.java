package dev.offload.files;

import java.time.Instant;
import java.util.Set;

/// How a file stands that somebody would like to delete.
public sealed interface Standing {

  record Absent() implements Standing {}

  /// Something that names it is on its way into the log, or was when its process died.
  record Held(Set<String> holds) implements Standing {}

  /// Nothing that names it is on its way. `lastUsed` is when it was stored, or last held.
  record Idle(StoredFile file, Instant lastUsed) implements Standing {}
}
