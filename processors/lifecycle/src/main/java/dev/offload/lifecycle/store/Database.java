package dev.offload.lifecycle.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// The RocksDB database of one store. It has no write-ahead log: what a process that was killed has
/// not written to its files is restored from the changelog.
final class Database implements AutoCloseable {
  private static final int WRITE_BUFFERS = 3;

  private final String name;
  private final Options options;
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
  private final RocksDBConfigSetter setter;
  private final RocksDB db;

  private Database(String name, Options options, RocksDBConfigSetter setter, RocksDB db) {
    this.name = name;
    this.options = options;
    this.setter = setter;
    this.db = db;
  }

  /// Opens the database of the store `name`, which is in `directory`. The settings of Kafka
  /// Streams name the class that sets its options.
  ///
  /// @throws RocksDBException if the files are damaged
  static Database open(String name, Path directory, Map<String, Object> settings)
      throws RocksDBException {
    RocksDBConfigSetter setter = setter(settings);
    Options options = options();
    try {
      if (setter != null) {
        setter.setConfig(name, options, settings);
      }
      Files.createDirectories(directory);
      return new Database(name, options, setter, RocksDB.open(options, directory.toString()));
    } catch (IOException e) {
      free(name, options, setter);
      throw new ProcessorStateException("store " + name + " has no directory", e);
    } catch (RocksDBException | RuntimeException e) {
      free(name, options, setter);
      throw e;
    }
  }

  private static Options options() {
    return new Options()
        .setCreateIfMissing(true)
        .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
        .setCompactionStyle(CompactionStyle.UNIVERSAL)
        .setCompressionType(CompressionType.NO_COMPRESSION)
        .setMaxWriteBufferNumber(WRITE_BUFFERS)
        .setIncreaseParallelism(Math.max(Runtime.getRuntime().availableProcessors(), 2))
        .setTableFormatConfig(new BlockBasedTableConfig());
  }

  private static void free(String name, Options options, RocksDBConfigSetter setter) {
    if (setter != null) {
      setter.close(name, options);
    }
    options.close();
  }

  private static RocksDBConfigSetter setter(Map<String, Object> settings) {
    return settings.get(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG) instanceof Class<?> type
        ? (RocksDBConfigSetter) Utils.newInstance(type)
        : null;
  }

  byte[] get(byte[] key) {
    try {
      return db.get(key);
    } catch (RocksDBException e) {
      throw failure("read", e);
    }
  }

  void write(WriteBatch batch) {
    try {
      db.write(unlogged, batch);
    } catch (RocksDBException e) {
      throw failure("written", e);
    }
  }

  /// From `from` to before `end`.
  KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes end) {
    return new Range(db, from, end);
  }

  long size() {
    try {
      return db.getLongProperty("rocksdb.estimate-num-keys");
    } catch (RocksDBException e) {
      throw failure("read", e);
    }
  }

  @Override
  public void close() {
    try (unlogged;
        db;
        FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
      db.flush(wait);
    } catch (RocksDBException e) {
      throw failure("closed", e);
    } finally {
      free(name, options, setter);
    }
  }

  private ProcessorStateException failure(String done, RocksDBException e) {
    return new ProcessorStateException("store " + name + " can't be " + done, e);
  }
}
