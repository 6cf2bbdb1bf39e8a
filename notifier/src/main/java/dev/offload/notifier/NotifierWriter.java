package dev.offload.notifier;

import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.kafka.write.PatientWriter;
import dev.offload.kafka.write.RecordWriter;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/// The one writer of the notifier.
@Singleton
class NotifierWriter {
  private final RecordWriter records;

  NotifierWriter(
      @Identifier("default-kafka-broker") Map<String, Object> kafka, TopicsConfig topics) {
    this.records = RecordWriter.open(kafka, topics);
  }

  @Produces
  @Singleton
  PatientWriter writer() {
    return new PatientWriter(records);
  }

  @PreDestroy
  void close() {
    records.close();
  }
}
