package dev.offload.e2e.process;

import dev.offload.schemas.topic.Topics;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/// The first line that standalone prints when it is ready.
public record ReadyLine(
    URI url,
    URI managementUrl,
    String apiKey,
    String webhookSecret,
    URI mailUrl,
    int smtpPort,
    String dataDir,
    long pid,
    String bootstrapServers,
    String webhookAddresses,
    String sourceAddresses) {
  public Installation installation() {
    return new Installation(url, managementUrl, apiKey, webhookSecret, mailUrl);
  }

  /// How many partitions a topic keyed by task id has.
  public int partitions() throws InterruptedException {
    var topic = Topics.TASKS.name();
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .size();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka does not describe its topics", e.getCause());
    }
  }
}
