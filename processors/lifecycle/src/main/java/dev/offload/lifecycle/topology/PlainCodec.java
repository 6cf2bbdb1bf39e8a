package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.machine.StoredEntry;
import java.io.InputStream;
import java.util.function.Function;

/// The codec of a machine beside that of tasks: an entry is stored as a record, and that of
/// a thing that nothing is known about is not stored.
final class PlainCodec<E, K, S> extends JsonCodec<E, K, S> {
  private final Function<S, StoredEntry<E, K>> read;
  private final Function<StoredEntry<E, K>, S> written;

  PlainCodec(
      E nothing,
      String store,
      String what,
      Class<S> type,
      Function<S, StoredEntry<E, K>> read,
      Function<StoredEntry<E, K>, S> written) {
    super(nothing, store, what, type);
    this.read = read;
    this.written = written;
  }

  @Override
  StoredEntry<E, K> entry(S record, InputStream task) {
    return read.apply(record);
  }

  @Override
  S record(StoredEntry<E, K> kept) {
    return written.apply(kept);
  }
}
