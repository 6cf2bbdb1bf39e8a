package dev.offload.lifecycle.topology;

import dev.offload.schemas.command.Command;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.topic.UnreadableRecord;
import dev.offload.schemas.work.Coordination;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// The records of topics with `partitions` partitions. A record stands on the partition that
/// follows from its key.
record KeyedRecords(int partitions) {

  /// Throws an [UnreadableRecord] if the record stands elsewhere.
  void check(RecordMetadata from, String key) {
    int wanted = Topics.partition(key, partitions);
    if (from.partition() != wanted) {
      throw new UnreadableRecord(
          "a record of %s with this key must stand on partition %d, stood on %d"
              .formatted(from.topic(), wanted, from.partition()));
    }
  }

  /// What somebody wants of whoever the record's key names. Throws an [UnreadableRecord] if it
  /// can't be read, or is for another one.
  Command command(RecordMetadata from, Record<String, byte[]> record) {
    Command command = Topics.COMMANDS.read(record.headers(), record.value());
    check(from, record.key(), command.key());
    return command;
  }

  private void check(RecordMetadata from, String key, String wanted) {
    if (!wanted.equals(key)) {
      throw new UnreadableRecord(
          "the key of a record of %s must be %s, was %s".formatted(from.topic(), wanted, key));
    }
    check(from, key);
  }

  /// What one entry tells the entry of the record's key. Throws an [UnreadableRecord] if it
  /// can't be read, or is for another one.
  Coordination coordination(RecordMetadata from, Record<String, byte[]> record) {
    Coordination news = Topics.COORDINATION.read(record.headers(), record.value());
    check(from, record.key(), news.key());
    return news;
  }
}
