package dev.offload.lifecycle.store;

import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
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

  @Override
  public boolean hasNext() {
    return entries.isValid();
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
