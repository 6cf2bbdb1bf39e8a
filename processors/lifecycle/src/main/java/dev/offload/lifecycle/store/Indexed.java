package dev.offload.lifecycle.store;

import java.time.Instant;
import java.util.Optional;

/// What a store's indexes need to know of an entry.
public interface Indexed {
  /// When its timer goes off. Empty if it has none.
  Optional<Instant> due(byte[] stored);

  /// Its place in line, as [Place#bytes()]. Empty if it is not in line.
  Optional<byte[]> place(byte[] stored);

  /// The group that it is an active member of, as [MemberKey#bytes]. Empty if it is in none.
  Optional<byte[]> group(byte[] stored);
}
