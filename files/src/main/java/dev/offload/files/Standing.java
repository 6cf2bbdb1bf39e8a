package dev.offload.files;

import java.time.Instant;
import java.util.Set;

/// Whether a file that may be deleted is held.
public sealed interface Standing {

  record Absent() implements Standing {}

  /// A submission that names the file is on its way into the log, or was on its way when its
  /// process died.
  record Held(Set<String> holds) implements Standing {}

  /// No submission that names the file is on its way. `lastUsed` is when the file was stored or
  /// last held.
  record Idle(StoredFile file, Instant lastUsed) implements Standing {}
}
