package dev.offload.broker;

import java.util.Map;
import java.util.Properties;

/// The properties of a single node that is small and restarts quickly.
final class NodeProperties {
  static final int NODE_ID = 1;
  static final String CONTROLLER = "CONTROLLER";
  static final String LOOPBACK = "127.0.0.1";

  private static final String CLIENT = "PLAINTEXT";
  private static final long CLEANER_BUFFER_BYTES = 8L << 20;

  private NodeProperties() {}

  static Properties of(BrokerSettings settings, int port, int controllerPort) {
    var properties = new Properties();
    properties.putAll(identity(settings, port, controllerPort));
    properties.putAll(aloneInItsCluster());
    properties.putAll(quickToComeBack());
    properties.putAll(storage());
    properties.putAll(shareGroups());
    properties.putAll(settings.overrides());
    return properties;
  }

  /// The properties of its controller alone, with the same data.
  static Properties ofController(BrokerSettings settings, int controllerPort) {
    var properties = of(settings, 0, controllerPort);
    properties.put("process.roles", "controller");
    properties.put("listeners", CONTROLLER + "://" + LOOPBACK + ":" + controllerPort);
    properties.remove("advertised.listeners");
    return properties;
  }

  private static Map<String, String> identity(BrokerSettings settings, int port, int controller) {
    var everywhere = CLIENT + "://:" + port;
    var clients = CLIENT + "://" + settings.host() + ":" + port;
    var listener = settings.host().equals(LOOPBACK) ? clients : everywhere;
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        String.valueOf(NODE_ID),
        "controller.quorum.voters",
        NODE_ID + "@" + LOOPBACK + ":" + controller,
        "controller.listener.names",
        CONTROLLER,
        "listeners",
        listener + "," + CONTROLLER + "://" + LOOPBACK + ":" + controller,
        "advertised.listeners",
        clients,
        "listener.security.protocol.map",
        CLIENT + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
        "inter.broker.listener.name",
        CLIENT,
        "log.dirs",
        settings.directory().toString());
  }

  private static Map<String, String> aloneInItsCluster() {
    return Map.of(
        "offsets.topic.num.partitions", "3",
        "offsets.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "share.coordinator.state.topic.num.partitions", "3",
        "share.coordinator.state.topic.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "transaction.state.log.num.partitions", "3",
        "transaction.state.log.replication.factor", "1");
  }

  private static Map<String, String> quickToComeBack() {
    return Map.of(
        // After a kill the old registration would otherwise hold the new one back for 9 s. Not
        // shorter: on a busy machine the node would take itself for dead.
        "broker.heartbeat.interval.ms", "200",
        "broker.session.timeout.ms", "2000",
        // As short as a member that was killed may have itself be waited for.
        "group.min.session.timeout.ms", "3000",
        "group.initial.rebalance.delay.ms", "0",
        // A dead producer's transaction would otherwise block readers for up to 10 s longer.
        "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
  }

  private static Map<String, String> storage() {
    return Map.of(
        // An idle controller writes a record so often, for others that follow it: there are none.
        "metadata.max.idle.interval.ms",
        "10000",
        "auto.create.topics.enable",
        "false",
        // The default takes 128 MiB of this JVM's heap.
        "log.cleaner.dedupe.buffer.size",
        String.valueOf(CLEANER_BUFFER_BYTES),
        // Whoever wants records to go says so per topic.
        "log.retention.ms",
        "-1",
        "offsets.retention.minutes",
        String.valueOf(Integer.MAX_VALUE));
  }

  private static Map<String, String> shareGroups() {
    return Map.of(
        // A worker gets its partitions with the first heartbeat after they are ready for it.
        "group.share.assignment.interval.ms", "0",
        "group.share.delivery.count.limit", "5",
        "group.share.min.heartbeat.interval.ms", "1000",
        "group.share.min.record.lock.duration.ms", "1000",
        "group.share.min.session.timeout.ms", "3000");
  }
}
