package dev.offload.lifecycle.machine;

/// The form that a machine's entries have in its store and on the store's changelog. Instances
/// of other releases read and write it too.
public interface Codec<E, K> {
  /// `stored` is null if nothing is stored.
  StoredEntry<E, K> read(byte[] stored);

  /// Null if nothing is to be stored.
  byte[] write(StoredEntry<E, K> kept);
}
