package dev.offload.lifecycle.store;

import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/// A part of a database, in the order of its keys.
final class Range implements KeyValueIterator<Bytes, byte[]> {
  private final Slice end;
  private final ReadOptions options;
  private final RocksIterator entries;

  Range(RocksDB db, Bytes from, Bytes end) {
    this.end = new Slice(end.get());
    this.options = new ReadOptions().setIterateUpperBound(this.end);
    this.entries = db.newIterator(options);
    entries.seek(from.get());
  }

  /// Throws a [ProcessorStateException] if it can't be read on.
  @Override
  public boolean hasNext() {
    if (entries.isValid()) {
      return true;
    }
    try {
      entries.status();
      return false;
    } catch (RocksDBException e) {
      throw new ProcessorStateException("a part of a store can't be read", e);
    }
  }

  @Override
  public KeyValue<Bytes, byte[]> next() {
    KeyValue<Bytes, byte[]> next = KeyValue.pair(peekNextKey(), entries.value());
    entries.next();
    return next;
  }

  @Override
  public Bytes peekNextKey() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return Bytes.wrap(entries.key());
  }

  @Override
  public void close() {
    entries.close();
    options.close();
    end.close();
  }
}
