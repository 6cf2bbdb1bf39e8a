package dev.offload.lifecycle.machine;

/// The form in which a machine's entries stand in its store, and so on the changelog: what an
/// instance of another release reads and writes, too.
public interface Codec<E, K> {
  /// `stored` is null where nothing is.
  Kept<E, K> read(byte[] stored);

  /// Null where nothing is to be stored.
  byte[] write(Kept<E, K> kept);
}
