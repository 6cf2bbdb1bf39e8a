package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.machine.StoredEntry;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The entries that one partition has written last, so that the next step of a task does
/// not read again what the step before has written. It holds a limited number of bytes, as they
/// are stored; entries of more than a part of that are left out.
///
/// What a transaction wrote that was then aborted is not seen again: the partition's processor is
/// made again, and this with it.
final class RecentEntries<E, K> {
  private static final int SHARE = 64;

  private final long most;
  private final SequencedMap<String, Recent<E, K>> recent = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  private record Recent<E, K>(StoredEntry<E, K> entry, int bytes) {}

  /// `most` is the number of bytes.
  RecentEntries(long most) {
    this.most = most;
  }

  /// Null if it is not here.
  StoredEntry<E, K> get(String key) {
    Recent<E, K> found = recent.get(key);
    return found == null ? null : found.entry();
  }

  /// `size` is how many bytes are stored of the entry.
  void put(String key, StoredEntry<E, K> entry, int size) {
    remove(key);
    if (size > most / SHARE) {
      return;
    }
    recent.put(key, new Recent<>(entry, size));
    bytes += size;
    while (bytes > most) {
      bytes -= recent.pollFirstEntry().getValue().bytes();
    }
  }

  void remove(String key) {
    Recent<E, K> removed = recent.remove(key);
    if (removed != null) {
      bytes -= removed.bytes();
    }
  }
}
