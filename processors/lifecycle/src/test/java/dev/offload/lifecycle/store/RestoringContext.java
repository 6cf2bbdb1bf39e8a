package dev.offload.lifecycle.store;

import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.CommitCallback;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// What a store meets that has its directory and can be restored from a changelog.
final class RestoringContext implements StateStoreContext {
  private final Path directory;
  private StateRestoreCallback callback;

  RestoringContext(Path directory) {
    this.directory = directory;
  }

  /// Records of the changelog are read.
  void restore(Collection<KeyValue<byte[], byte[]>> records) {
    ((BatchingStateRestoreCallback) callback).restoreAll(records);
  }

  @Override
  public void register(StateStore store, StateRestoreCallback restore) {
    callback = restore;
  }

  @Override
  public void register(StateStore store, StateRestoreCallback restore, CommitCallback commit) {
    callback = restore;
  }

  @Override
  public File stateDir() {
    return directory.toFile();
  }

  @Override
  public Map<String, Object> appConfigs() {
    return Map.of();
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    return Map.of();
  }

  @Override
  public String applicationId() {
    return "test";
  }

  @Override
  public TaskId taskId() {
    return new TaskId(0, 0);
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return Optional.empty();
  }

  @Override
  public Serde<?> keySerde() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Serde<?> valueSerde() {
    throw new UnsupportedOperationException();
  }

  @Override
  public StreamsMetrics metrics() {
    throw new UnsupportedOperationException();
  }
}
