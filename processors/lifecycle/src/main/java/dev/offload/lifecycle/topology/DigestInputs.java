package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.digest.DigestEntry;
import dev.offload.lifecycle.digest.DigestInput;
import dev.offload.lifecycle.digest.DigestInput.Came;
import dev.offload.lifecycle.digest.DigestInput.TimerFired;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.topic.UnreadableRecord;
import dev.offload.schemas.work.DigestNews;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// The inputs of digests: what the notifier brings them on `offload.coordination`.
record DigestInputs(KeyedRecords records)
    implements MachineInputs<Optional<DigestEntry>, DigestInput> {
  @Override
  public boolean isFor(String topic, String key) {
    return topic.equals(Topics.COORDINATION.name()) && DigestNews.isKey(key);
  }

  @Override
  public DigestInput read(RecordMetadata from, Record<String, byte[]> record) {
    if (!(records.coordination(from, record) instanceof DigestNews news)) {
      throw new UnreadableRecord("a record with the key of a digest must be news for it");
    }
    return new Came(news);
  }

  @Override
  public DigestInput timerFired(Optional<DigestEntry> entry, Instant due) {
    return new TimerFired(due);
  }
}
