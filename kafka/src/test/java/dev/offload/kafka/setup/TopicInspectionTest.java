package dev.offload.kafka.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.kafka.setup.TopicFault.Kind;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topic.Cleanup;
import dev.offload.schemas.topic.Topic.Partitions;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigType;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicInspectionTest {
  private static final Topic<byte[]> TRIMMED =
      new Topic<>("trimmed", Serdes.ByteArray(), Cleanup.TRIMMED, Partitions.KEYED);
  private static final TopicsConfig WANTED = new Wanted();

  @Test
  void newTopicHasNoFaults() {
    TopicInspection inspection = inspect(12, 3, Map.of(), ConfigSource.DYNAMIC_TOPIC_CONFIG);

    assertThat(inspection.faults()).isEmpty();
    assertThat(inspection.unset()).isEmpty();
  }

  @Test
  void largerLimitsAreAccepted() {
    TopicInspection inspection =
        inspect(
            12,
            5,
            Map.of("min.insync.replicas", "3", "max.message.bytes", "9999999"),
            ConfigSource.DYNAMIC_TOPIC_CONFIG);

    assertThat(inspection.faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cleanup.policy, compact, CLEANUP",
    "cleanup.policy, 'compact,delete', CLEANUP",
    "retention.ms, 604800000, CLEANUP",
    "retention.bytes, 1000000, CLEANUP",
    "max.message.bytes, 1048588, SIZE",
    "min.insync.replicas, 1, COPIES",
    "min.insync.replicas, 4, COPIES",
  })
  void faultOfADangerousSettingSaysHowToChangeIt(String setting, String value, Kind kind) {
    TopicInspection inspection =
        inspect(12, 3, Map.of(setting, value), ConfigSource.DYNAMIC_TOPIC_CONFIG);

    assertThat(inspection.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.kind()).isEqualTo(kind);
              assertThat(fault.advice())
                  .contains(setting + "=" + value)
                  .contains("--entity-name trimmed --add-config " + setting + "=");
            });
    assertThat(inspection.unset()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"segment.bytes, 1073741824", "retention.ms, 604800000", "cleanup.policy, compact"})
  void missingSettingIsAdded(String setting, String brokers) {
    TopicInspection inspection =
        inspect(12, 3, Map.of(setting, brokers), ConfigSource.STATIC_BROKER_CONFIG);

    assertThat(inspection.faults()).isEmpty();
    assertThat(inspection.unset())
        .containsOnly(Map.entry(setting, TopicInspection.settings(TRIMMED, WANTED).get(setting)));
  }

  @Test
  void settingThatCanNotBeAddedIsAFaultIfRecordsCouldBeLost() {
    Config found =
        config(
            Map.of("retention.ms", "604800000", "segment.bytes", "1"),
            ConfigSource.STATIC_BROKER_CONFIG);
    TopicInspection inspection = TopicInspection.of(TRIMMED, WANTED, description(12, 3), found);

    assertThat(inspection.faultsIfLeft(TRIMMED, found))
        .singleElement()
        .satisfies(fault -> assertThat(fault.advice()).contains("retention.ms=604800000"));
  }

  @Test
  void tooFewCopiesAndWrongPartitionsAreFaults() {
    assertThat(inspect(11, 1, Map.of(), ConfigSource.DYNAMIC_TOPIC_CONFIG).faults())
        .extracting(TopicFault::kind)
        .containsExactly(Kind.PARTITIONS, Kind.COPIES, Kind.COPIES);
  }

  private static TopicInspection inspect(
      int partitions, int copies, Map<String, String> otherwise, ConfigSource source) {
    return TopicInspection.of(
        TRIMMED, WANTED, description(partitions, copies), config(otherwise, source));
  }

  private static TopicDescription description(int partitions, int copies) {
    Node node = new Node(1, "localhost", 9092);
    List<Node> replicas = Collections.nCopies(copies, node);
    return new TopicDescription(
        "trimmed",
        false,
        IntStream.range(0, partitions)
            .mapToObj(number -> new TopicPartitionInfo(number, node, replicas, replicas))
            .toList());
  }

  private static Config config(Map<String, String> otherwise, ConfigSource source) {
    Map<String, String> settings = new HashMap<>(TopicInspection.settings(TRIMMED, WANTED));
    settings.putAll(otherwise);
    return new Config(
        settings.entrySet().stream()
            .map(
                one ->
                    new ConfigEntry(
                        one.getKey(),
                        one.getValue(),
                        source,
                        false,
                        false,
                        List.of(),
                        ConfigType.STRING,
                        null))
            .toList());
  }

  private record Wanted() implements TopicsConfig {
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
      return 2097152;
    }
  }
}
