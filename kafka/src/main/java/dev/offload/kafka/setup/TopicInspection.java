package dev.offload.kafka.setup;

import dev.offload.kafka.setup.TopicFault.Kind;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topic.Cleanup;
import dev.offload.schemas.topic.Topic.Partitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/// What an existing topic lacks. If nobody has set a setting on the topic itself, Offload sets
/// it. If somebody has set it to another value, it stays. It is a fault if records could be
/// lost, refused or kept for ever.
///
/// @param faults what only people can fix
/// @param unset the settings that Offload has to set, by name
record TopicInspection(List<TopicFault> faults, Map<String, String> unset) {
  static final String RETENTION_MS = "retention.ms";
  static final String RETENTION_BYTES = "retention.bytes";
  static final String CLEANUP_POLICY = "cleanup.policy";
  static final String MAX_MESSAGE_BYTES = "max.message.bytes";
  static final String MIN_IN_SYNC = "min.insync.replicas";

  static TopicInspection of(
      Topic<?> topic, TopicsConfig wanted, TopicDescription found, Config settings) {
    TopicInspection inspection = new TopicInspection(new ArrayList<>(), new TreeMap<>());
    inspection.partitions(topic, wanted, found);
    int copies = copies(found);
    inspection.copies(topic, wanted, copies);
    inspection.settings(topic, wanted, settings);
    inspection.minInSync(topic, settings, copies);
    return inspection;
  }

  /// How many partitions `topic` has to have.
  static int partitions(Topic<?> topic, TopicsConfig wanted) {
    return topic.partitions() == Partitions.ONE ? 1 : wanted.partitions();
  }

  /// All settings of a new topic.
  static Map<String, String> settings(Topic<?> topic, TopicsConfig wanted) {
    Map<String, String> settings = new TreeMap<>(topic.cleanup().config());
    settings.put(MIN_IN_SYNC, Short.toString(wanted.minInSyncReplicas()));
    settings.put(MAX_MESSAGE_BYTES, Integer.toString(wanted.maxMessageBytes()));
    return settings;
  }

  /// What is wrong if `unset` can't be set.
  List<TopicFault> faultsIfLeft(Topic<?> topic, Config found) {
    TopicInspection left = new TopicInspection(new ArrayList<>(), Map.of());
    unset.forEach((name, value) -> left.setOtherwise(topic, name, found.get(name).value(), value));
    return left.faults();
  }

  private void partitions(Topic<?> topic, TopicsConfig wanted, TopicDescription found) {
    int actual = found.partitions().size();
    if (actual == partitions(topic, wanted)) {
      return;
    }
    fault(
        topic,
        Kind.PARTITIONS,
        topic.partitions() == Partitions.ONE
            ? "topic %s has %d partitions, but must have one: delete it, so that it is created again"
                .formatted(topic.name(), actual)
            : "topic %s has %d partitions, but offload.topics.partitions asks for %d: set it to %d (the count can't change once tasks are stored)"
                .formatted(topic.name(), actual, wanted.partitions(), actual));
  }

  private void copies(Topic<?> topic, TopicsConfig wanted, int copies) {
    if (copies < wanted.replicationFactor()) {
      fault(
          topic,
          Kind.COPIES,
          "topic %s has %d copies of each record, but offload.topics.replication-factor asks for %d: add copies with kafka-reassign-partitions.sh, or set it to %d"
              .formatted(topic.name(), copies, wanted.replicationFactor(), copies));
    }
  }

  private void minInSync(Topic<?> topic, Config settings, int copies) {
    int actual = Integer.parseInt(settings.get(MIN_IN_SYNC).value());
    if (actual > copies && !unset.containsKey(MIN_IN_SYNC)) {
      fault(
          topic,
          Kind.COPIES,
          "topic %s takes no records, because it has %d copies of each and min.insync.replicas=%d: %s"
              .formatted(
                  topic.name(),
                  copies,
                  actual,
                  command(topic, MIN_IN_SYNC, Integer.toString(copies))));
    }
  }

  private void settings(Topic<?> topic, TopicsConfig wanted, Config found) {
    settings(topic, wanted)
        .forEach(
            (name, value) -> {
              ConfigEntry entry = found.get(name);
              if (entry == null || serves(name, entry.value(), value)) {
                return;
              }
              if (entry.source() != ConfigSource.DYNAMIC_TOPIC_CONFIG) {
                unset.put(name, value);
              } else {
                setOtherwise(topic, name, entry.value(), value);
              }
            });
  }

  private static boolean serves(String name, String actual, String wanted) {
    return switch (name) {
      case MAX_MESSAGE_BYTES, MIN_IN_SYNC -> Long.parseLong(actual) >= Long.parseLong(wanted);
      default -> wanted.equals(actual);
    };
  }

  private void setOtherwise(Topic<?> topic, String name, String actual, String wanted) {
    switch (name) {
      case CLEANUP_POLICY ->
          fault(
              topic,
              Kind.CLEANUP,
              "topic %s has cleanup.policy=%s, but records would be lost or kept for ever without %s: %s"
                  .formatted(topic.name(), actual, wanted, command(topic, name, wanted)));
      case RETENTION_MS, RETENTION_BYTES -> {
        if (topic.cleanup() == Cleanup.TRIMMED) {
          fault(
              topic,
              Kind.CLEANUP,
              "topic %s has %s=%s, but what still waits in it would be deleted without %s: %s"
                  .formatted(topic.name(), name, actual, wanted, command(topic, name, wanted)));
        }
      }
      case MAX_MESSAGE_BYTES ->
          fault(
              topic,
              Kind.SIZE,
              "topic %s has max.message.bytes=%s, but offload.topics.max-message-bytes allows records of %s: %s"
                  .formatted(topic.name(), actual, wanted, command(topic, name, wanted)));
      case MIN_IN_SYNC ->
          fault(
              topic,
              Kind.COPIES,
              "topic %s has min.insync.replicas=%s, but offload.topics.min-in-sync-replicas asks for %s, or what was accepted can be lost with a broker: %s"
                  .formatted(topic.name(), actual, wanted, command(topic, name, wanted)));
      default -> {
        // Somebody has chosen how soon disk space is freed.
      }
    }
  }

  /// Advice on how to set one setting.
  static String command(Topic<?> topic, String setting, String value) {
    return "set it with kafka-configs.sh --alter --entity-type topics --entity-name %s --add-config %s=%s"
        .formatted(topic.name(), setting, value);
  }

  private void fault(Topic<?> topic, Kind kind, String advice) {
    faults.add(new TopicFault(topic.name(), kind, advice));
  }

  private static int copies(TopicDescription found) {
    return found.partitions().stream()
        .map(TopicPartitionInfo::replicas)
        .mapToInt(List::size)
        .min()
        .orElse(0);
  }
}
