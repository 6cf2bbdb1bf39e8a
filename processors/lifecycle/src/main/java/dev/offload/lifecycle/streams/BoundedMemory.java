package dev.offload.lifecycle.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/// One memory budget for all stores of the process, however many partitions it has. Blocks,
/// indexes and write buffers share one cache.
public final class BoundedMemory implements RocksDBConfigSetter {
  /// The name of the setting for the number of bytes.
  static final String BYTES = "offload.store.memory.bytes";

  private static final long BLOCK_SIZE = 16 << 10;
  private static Budget budget;

  private record Budget(Cache cache, WriteBufferManager writeBuffers) {
    static Budget of(long bytes) {
      RocksDB.loadLibrary();
      Cache cache = new LRUCache(bytes);
      return new Budget(cache, new WriteBufferManager(bytes / 2, cache));
    }
  }

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    Budget shared = shared(Long.parseLong(configs.get(BYTES).toString()));
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(shared.cache());
    table.setCacheIndexAndFilterBlocks(true);
    table.setPinTopLevelIndexAndFilter(true);
    table.setBlockSize(BLOCK_SIZE);
    table.setFilterPolicy(new BloomFilter());
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(shared.writeBuffers());
    options.setWriteBufferSize(4 << 20);
  }

  /// There is nothing to close. The budget belongs to the process, not to a store.
  @Override
  public void close(String store, Options options) {}

  private static synchronized Budget shared(long bytes) {
    if (budget == null) {
      budget = Budget.of(bytes);
    }
    return budget;
  }
}
