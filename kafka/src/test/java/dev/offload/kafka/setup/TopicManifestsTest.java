package dev.offload.kafka.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The topics of `deploy/k8s` are those that the services would make. Strimzi takes away settings
/// that it does not know of, and the services would set them again.
class TopicManifestsTest {
  private static final Path TOPICS = Path.of("../deploy/k8s/components/kafka-strimzi/topics.yaml");
  private static final List<String> QUEUES =
      List.of("email", "fetch", "image", "report", "webhook");
  private static final TopicsConfig DEFAULTS =
      new TopicsConfig() {
        @Override
        public int partitions() {
          return 12;
        }

        @Override
        public short replicationFactor() {
          return 3;
        }

        @Override
        public short minInSyncReplicas() {
          return 2;
        }

        @Override
        public int maxMessageBytes() {
          return 2_097_152;
        }
      };

  private record Made(int partitions, int replicas, Map<String, String> settings) {}

  @Test
  void topicsAreThoseThatTheServicesAskFor() throws IOException {
    List<Topic<?>> wanted = new ArrayList<>(Topics.COMMON);
    QUEUES.forEach(queue -> wanted.addAll(List.of(Topics.direct(queue), Topics.work(queue))));
    Map<String, Made> expected = new TreeMap<>();
    wanted.forEach(
        topic ->
            expected.put(
                topic.name(),
                new Made(
                    TopicInspection.partitions(topic, DEFAULTS),
                    DEFAULTS.replicationFactor(),
                    TopicInspection.settings(topic, DEFAULTS))));

    assertThat(manifests()).isEqualTo(expected);
  }

  private static Map<String, Made> manifests() throws IOException {
    Map<String, Made> made = new TreeMap<>();
    try (var documents =
        new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(TOPICS.toFile())) {
      while (documents.hasNext()) {
        JsonNode topic = documents.next();
        Map<String, String> settings = new TreeMap<>();
        topic
            .at("/spec/config")
            .properties()
            .forEach(one -> settings.put(one.getKey(), one.getValue().asText()));
        made.put(
            topic.at("/metadata/name").asText(),
            new Made(
                topic.at("/spec/partitions").asInt(),
                topic.at("/spec/replicas").asInt(),
                settings));
      }
    }
    return made;
  }
}
