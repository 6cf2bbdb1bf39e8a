package dev.offload.ingest.rig;

import dev.offload.testkit.KafkaForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/// Everything that requests could have left behind: where each topic ends, and what files there
/// are. What the store notes for its own upkeep comes and goes without a request.
public record Traces(Map<String, Long> ends, List<Path> files) {
  private static final Set<String> KEPT =
      Set.of("blobs", "incoming", "partial", "tenants", "usage");

  public static Traces of(Path fileDirectory)
      throws IOException, ExecutionException, InterruptedException {
    try (Stream<Path> paths = Files.walk(fileDirectory)) {
      List<Path> files =
          paths
              .filter(Files::isRegularFile)
              .filter(path -> KEPT.contains(fileDirectory.relativize(path).getName(0).toString()))
              .sorted()
              .toList();
      return new Traces(endsOfTopics(), files);
    }
  }

  private static Map<String, Long> endsOfTopics() throws ExecutionException, InterruptedException {
    try (Admin admin = KafkaForTests.admin()) {
      List<String> topics =
          admin.listTopics().names().get().stream()
              .filter(name -> name.startsWith("offload."))
              .toList();
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      for (TopicDescription topic : admin.describeTopics(topics).allTopicNames().get().values()) {
        topic
            .partitions()
            .forEach(
                partition ->
                    asked.put(
                        new TopicPartition(topic.name(), partition.partition()),
                        OffsetSpec.latest()));
      }
      Map<String, Long> ends = new TreeMap<>();
      admin
          .listOffsets(asked)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition.toString(), end.offset()));
      return ends;
    }
  }
}
