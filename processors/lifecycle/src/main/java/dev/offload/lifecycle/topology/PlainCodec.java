package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.machine.StoredEntry;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;

/// The codec of a machine beside that of tasks: an entry is stored as a record, and the empty one
/// is not stored.
final class PlainCodec<E, K, S> extends JsonCodec<Optional<E>, K, S> {
  private final Function<S, StoredEntry<Optional<E>, K>> read;
  private final Function<StoredEntry<Optional<E>, K>, S> written;

  PlainCodec(
      String store,
      String what,
      Class<S> type,
      Function<S, StoredEntry<Optional<E>, K>> read,
      Function<StoredEntry<Optional<E>, K>, S> written) {
    super(Optional.empty(), store, what, type);
    this.read = read;
    this.written = written;
  }

  @Override
  StoredEntry<Optional<E>, K> entry(S record, InputStream task) {
    return read.apply(record);
  }

  @Override
  S record(StoredEntry<Optional<E>, K> kept) {
    return written.apply(kept);
  }
}
