package dev.offload.files;

import java.util.LinkedHashMap;
import java.util.Map;

/// The hashes of uploads whose next piece may come to this process. If there are too many, the
/// oldest are forgotten.
final class HashesSoFar {
  private static final int MOST = 1000;

  private final Map<FileId, HashSoFar> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FileId, HashSoFar> eldest) {
          return size() > MOST;
        }
      };

  /// Hands over the hash: it belongs to the caller from now on.
  synchronized HashSoFar take(FileId id) {
    HashSoFar hash = known.remove(id);
    return hash == null ? HashSoFar.ofNothing() : hash;
  }

  synchronized void keep(FileId id, HashSoFar hash) {
    known.put(id, hash);
  }
}
